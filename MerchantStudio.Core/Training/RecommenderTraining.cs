using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>
/// A run: for every model choose settings on validation, measure on test, compare with the baselines, fit on all data. Models are
/// handed over one by one, baselines first, so that only one large model is in memory at a time. The same data, options and seed
/// give the same figures as long as no budget runs out.
/// </summary>
public sealed class RecommenderTraining
{
    private readonly RecommenderTrainingOptions _options;
    private readonly IEvaluationProtocol _protocol;
    private readonly InteractionData _allData;
    private readonly IReadOnlyList<Trial> _tuning;
    private readonly IReadOnlyList<Trial> _final;
    private readonly Dictionary<string, IReadOnlyDictionary<string, TrialResult>> _baselineResults = [];

    /// <param name="data">All interactions of the shop.</param>
    /// <param name="options">What to do.</param>
    public RecommenderTraining(InteractionData data, RecommenderTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _protocol = ProtocolCatalog.Get(options.Protocol);
        var prepared = _protocol.Prepare(data);
        _tuning = _protocol.Tuning(prepared);
        _final = _protocol.Final(prepared);
        // Only the last fit sees the popularity of all data: as the order of ties it would tell a trial about its future.
        _allData = prepared.InPopularityOrder();
        Protocol = _protocol.Describe(prepared);
        Order = [.. RecommenderCatalog.Baselines.Union(options.Models.Select(name => RecommenderCatalog.Get(name).Name))];
    }

    /// <summary>The rules of this run in words and counts.</summary>
    public ProtocolFacts Protocol { get; }

    /// <summary>The models in the order in which they are trained: the baselines, then the rest as asked for.</summary>
    public IReadOnlyList<string> Order { get; }

    /// <summary>Longest time that choosing settings takes in the whole run; fitting and measuring come on top.</summary>
    public TimeSpan TuningBudget => Order.Count * _options.TuningBudget;

    /// <summary>Trains one model after another; the caller takes each before the next is begun.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<TrainedRecommender> Train(Action<RecommenderTrainingProgress> progress, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Order.Count; i++)
        {
            var share = new ProgressShare(Order[i], i, Order.Count, progress);
            yield return TrainOne(RecommenderCatalog.Get(Order[i]), share, cancellationToken);
        }
    }

    private TrainedRecommender TrainOne(IRecommender recommender, ProgressShare share, CancellationToken cancellationToken)
    {
        try
        {
            return new OneModelRun(recommender, _protocol, _options, share).Run(this, cancellationToken);
        }
        catch (Exception e) when (e is CatalogueTooLargeException or ArithmeticException or OnnxRuntimeUnavailableException or ProviderUnavailableException or TrainingDivergedException or OnnxRuntimeException)
        {
            // This model cannot be had with this data; the others can.
            return new TrainedRecommender { Model = recommender.Name, Items = _allData.ItemIds, Failure = e };
        }
    }

    internal InteractionData AllData => _allData;

    internal IReadOnlyList<Trial> Tuning => _tuning;

    internal IReadOnlyList<Trial> Final => _final;

    /// <summary>Keeps a baseline's figures per customer and compares any other model with those kept so far.</summary>
    internal IReadOnlyList<MetricComparison> CompareAndKeep(string model, string variant, TrialResult result)
    {
        var comparisons = _baselineResults
            .Where(baseline => baseline.Key != model && baseline.Value.ContainsKey(variant))
            .SelectMany(baseline => Reporting.Compare(result, baseline.Key, baseline.Value[variant], _options.Evaluation))
            .ToArray();
        if (RecommenderCatalog.Baselines.Contains(model))
        {
            var kept = _baselineResults.GetValueOrDefault(model) ?? new Dictionary<string, TrialResult>();
            _baselineResults[model] = kept.Append(KeyValuePair.Create(variant, result)).ToDictionary();
        }

        return comparisons;
    }
}
