namespace MerchantStudio.Core.Recommenders;

/// <summary>One setting of a model.</summary>
/// <param name="Name">camelCase name, saved with every run.</param>
/// <param name="Default">Used when nothing is tuned.</param>
/// <param name="Candidates">Values that tuning on validation tries, in order; a single one is never tuned.</param>
/// <param name="NeedsRefit">False when a fitted model can take another value at once (<see cref="IRecommenderModel.WithScoring"/>).</param>
public sealed record Setting(string Name, double Default, IReadOnlyList<double> Candidates, bool NeedsRefit)
{
    /// <summary>True when only scores of items that the customer took before depend on it: it is not tuned for lists of new items.</summary>
    public bool OwnItemsOnly { get; init; }

    /// <summary>
    /// True when it says what "now" is: it is tuned only where one border in time divides what is known from what is to be found.
    /// Elsewhere others' later purchases are known, and what was in fashion later would be taken for a taste.
    /// </summary>
    public bool NeedsNow { get; init; }

    /// <summary>Values under which a blend looks at the model side by side; none: it takes the one that was chosen.</summary>
    public IReadOnlyList<double> Views { get; init; } = [];
}

/// <summary>Everything that may be set on a model.</summary>
public sealed class SettingsSpace(params IReadOnlyList<Setting> settings)
{
    public IReadOnlyList<Setting> Settings { get; } = settings;

    public RecommenderSettings Defaults { get; } =
        new(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Default)));

    /// <summary>The defaults with the given values in place.</summary>
    /// <exception cref="ArgumentException">A name is not a setting of this model, or a value is not finite.</exception>
    public RecommenderSettings Complete(IReadOnlyDictionary<string, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, value) in values)
        {
            if (Settings.All(setting => setting.Name != name) || !double.IsFinite(value))
            {
                throw new ArgumentException($"'{name}' = {value} is not a setting of this model; there are: {string.Join(", ", Settings.Select(s => s.Name))}.", nameof(values));
            }
        }

        return new RecommenderSettings(Defaults.Values.SetItems(values));
    }

    /// <summary>
    /// <paramref name="scoring"/> with the values of <paramref name="fit"/> for all settings that need a refit.
    /// </summary>
    public RecommenderSettings WithFit(RecommenderSettings scoring, RecommenderSettings fit) =>
        Settings.Where(setting => setting.NeedsRefit).Aggregate(scoring, (mixed, setting) => mixed.With(setting.Name, fit[setting.Name]));

    /// <summary>The settings that a fit depends on, the others as by default: two settings need the same fit when these are equal.</summary>
    public RecommenderSettings FitPart(RecommenderSettings settings) => WithFit(Defaults, settings);
}
