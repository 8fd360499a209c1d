using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>Fitted parts and the weights of their features. Customers of whom nothing is known get the part for them.</summary>
internal sealed class BlendModel : IRecommenderModel
{
    private const int Format = 1;
    private const string WeightsFile = "weights.f64";
    private const string PartsFile = "parts.txt";

    private readonly IReadOnlyList<IRecommenderModel> _parts;
    private readonly IRecommenderModel _forStrangers;
    private readonly double[] _weights;
    private readonly IReadOnlyList<IDisposable> _owned;

    /// <param name="parts">In the order of the weights; the last is for customers without a history.</param>
    /// <param name="weights">Of each part's features.</param>
    /// <param name="settings">The weights by name, for the record.</param>
    /// <param name="owned">What is disposed with the model.</param>
    public BlendModel(IReadOnlyList<IRecommenderModel> parts, double[] weights, RecommenderSettings settings, IReadOnlyList<IDisposable> owned)
    {
        (_parts, _weights, Settings, _owned) = (parts, weights, settings, owned);
        _forStrangers = parts[^1];
    }

    public string Name => BlendRecommender.ModelName;

    public int ItemCount => _parts[0].ItemCount;

    public RecommenderSettings Settings { get; }

    public void Score(History history, Span<float> scores) => ScoreBatch([history], scores);

    public void ScoreBatch(IReadOnlyList<History> histories, Span<float> scores)
    {
        scores[..(histories.Count * ItemCount)].Clear();
        var one = new float[histories.Count * ItemCount];
        for (var part = 0; part < _parts.Count; part++)
        {
            _parts[part].ScoreBatch(histories, one);
            for (var row = 0; row < histories.Count; row++)
            {
                Add(part, one.AsSpan(row * ItemCount, ItemCount), scores.Slice(row * ItemCount, ItemCount));
            }
        }

        for (var row = 0; row < histories.Count; row++)
        {
            if (histories[row].Count == 0)
            {
                _forStrangers.Score(histories[row], scores.Slice(row * ItemCount, ItemCount));
            }
        }
    }

    public Explanation Explain(History history, int item)
    {
        if (history.Count == 0)
        {
            return _forStrangers.Explain(history, item);
        }

        var all = new float[ItemCount];
        var contributions = new List<Contribution>();
        for (var part = 0; part < _parts.Count; part++)
        {
            _parts[part].Score(history, all);
            var value = Value(part, all[item], BlendFeatures.Scale(all));
            contributions.AddRange(Shares(_parts[part].Explain(history, item), value));
        }

        return Explanation.Of(item, contributions.GroupBy(one => (one.Source, one.Item))
            .Select(group => new Contribution(group.Key.Source, group.Key.Item, group.Sum(one => one.Value))));
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new BlendModel(_parts, _weights, settings, owned: []);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        ModelFolder.WriteArray<double>(folder, WeightsFile, _weights);
        File.WriteAllLines(Path.Combine(folder, PartsFile), _parts.Select(part => part.Name));
        foreach (var part in _parts)
        {
            part.Save(Directory.CreateDirectory(Path.Combine(folder, part.Name)).FullName);
        }
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }

    internal static BlendModel Load(string folder, IReadOnlyList<IRecommender> known, FitContext context)
    {
        var header = ModelFolder.ReadHeader(folder, BlendRecommender.ModelName, Format);
        var weights = ModelFolder.ReadArray<double>(folder, WeightsFile);
        var parts = File.ReadAllLines(Path.Combine(folder, PartsFile))
            .Select(name => known.First(part => part.Name == name).Load(Path.Combine(folder, name), context)).ToArray();
        return new BlendModel(parts, weights, header.ToSettings(), owned: parts);
    }

    /// <summary>
    /// What a part adds, divided as the part divides its own score. Where that is so near zero that its reasons cancel out,
    /// dividing by it would blow them up, and the model itself is named as the reason.
    /// </summary>
    private static IEnumerable<Contribution> Shares(Explanation explanation, double value)
    {
        var reasons = explanation.Contributions.Sum(one => Math.Abs(one.Value));
        return Math.Abs(explanation.Score) > 0.1 * reasons
            ? explanation.Contributions.Select(one => one with { Value = one.Value / explanation.Score * value })
            : [new Contribution(ContributionSource.Model, null, value)];
    }

    private void Add(int part, ReadOnlySpan<float> from, Span<float> to)
    {
        var scale = BlendFeatures.Scale(from);
        for (var item = 0; item < from.Length; item++)
        {
            to[item] += (float)Value(part, from[item], scale);
        }
    }

    private double Value(int part, float score, (double Mean, double Deviation) scale)
    {
        var (linear, logarithmic) = BlendFeatures.Of(score, scale);
        return (_weights[part * BlendFeatures.PerPart] * linear) + (_weights[(part * BlendFeatures.PerPart) + 1] * logarithmic);
    }
}
