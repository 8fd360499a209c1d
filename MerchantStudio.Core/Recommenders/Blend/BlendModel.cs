using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>Fitted parts and the weights of their features. Customers of whom nothing is known get the part for them.</summary>
internal sealed class BlendModel : IRecommenderModel
{
    private const int Format = 2;
    private const string WeightsFile = "weights.f64";
    private const string PartsFile = "parts.txt";

    private readonly IReadOnlyList<IRecommenderModel> _parts;
    private readonly IReadOnlyList<IRecommenderModel> _views;
    private readonly IRecommenderModel _forStrangers;
    private readonly double[] _weights;
    private readonly IReadOnlyList<IDisposable> _owned;

    /// <param name="parts">What is saved; the last is for customers without a history.</param>
    /// <param name="views">What is added up, in the order of the weights.</param>
    /// <param name="weights">Of each view's features.</param>
    /// <param name="settings">The weights by name, for the record.</param>
    /// <param name="owned">What is disposed with the model.</param>
    public BlendModel(
        IReadOnlyList<IRecommenderModel> parts, IReadOnlyList<IRecommenderModel> views, double[] weights, RecommenderSettings settings, IReadOnlyList<IDisposable> owned)
    {
        (_parts, _views, _weights, Settings, _owned) = (parts, views, weights, settings, owned);
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
        for (var view = 0; view < _views.Count; view++)
        {
            _views[view].ScoreBatch(histories, one);
            for (var row = 0; row < histories.Count; row++)
            {
                Add(view, one.AsSpan(row * ItemCount, ItemCount), scores.Slice(row * ItemCount, ItemCount));
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
        for (var view = 0; view < _views.Count; view++)
        {
            _views[view].Score(history, all);
            var value = Value(view, all[item], BlendFeatures.Scale(all));
            contributions.AddRange(Shares(_views[view].Explain(history, item), value));
        }

        return Explanation.Of(item, contributions.GroupBy(one => (one.Source, one.Item))
            .Select(group => new Contribution(group.Key.Source, group.Key.Item, group.Sum(one => one.Value))));
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new BlendModel(_parts, _views, _weights, settings, owned: []);

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
        IRecommenderModel[] views = [.. BlendViews.Of(parts, known).Select(view => view.Model)];
        return weights.Length == views.Length * BlendFeatures.PerPart
            ? new BlendModel(parts, views, weights, header.ToSettings(), owned: parts)
            : throw new InvalidDataException($"{folder} holds {weights.Length} weights; {views.Length} views need {views.Length * BlendFeatures.PerPart}.");
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

    private void Add(int view, ReadOnlySpan<float> from, Span<float> to)
    {
        var scale = BlendFeatures.Scale(from);
        for (var item = 0; item < from.Length; item++)
        {
            to[item] += (float)Value(view, from[item], scale);
        }
    }

    private double Value(int view, float score, (double Mean, double Deviation) scale)
    {
        var (linear, logarithmic) = BlendFeatures.Of(score, scale);
        return (_weights[view * BlendFeatures.PerPart] * linear) + (_weights[(view * BlendFeatures.PerPart) + 1] * logarithmic);
    }
}
