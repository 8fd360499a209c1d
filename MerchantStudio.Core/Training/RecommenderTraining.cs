using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Blend;

namespace MerchantStudio.Core.Training;

/// <summary>
/// A run: for every model choose settings on validation, measure on test, compare with the baselines, fit on all data. Models are
/// handed over one by one, baselines first and a blend after its parts, so that only what is needed again stays in memory. The same
/// data, options and seed give the same figures as long as no budget runs out.
/// </summary>
public sealed class RecommenderTraining
{
    // Choosing when to stop takes a model that learns in rounds about so much longer than others take.
    private const double RoundsWeight = 8;

    private readonly RecommenderTrainingOptions _options;
    private readonly IEvaluationProtocol _protocol;
    private readonly InteractionData _allData;
    private readonly IReadOnlyList<Trial> _tuning;
    private readonly IReadOnlyList<Trial> _final;
    private readonly Dictionary<string, IReadOnlyDictionary<string, TunedSettings>> _chosen = [];
    private readonly Dictionary<string, Dictionary<string, TrialResult>> _results = [];
    private readonly Dictionary<string, Exception> _failures = [];

    /// <param name="data">All interactions of the shop.</param>
    /// <param name="options">What to do.</param>
    public RecommenderTraining(InteractionData data, RecommenderTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _protocol = ProtocolCatalog.Get(options.Protocol);
        var prepared = _protocol.Prepare(data);
        _tuning = _protocol.Tuning(prepared);
        _final = SharingData(_protocol.Final(prepared), _tuning);
        // Only the last fit sees the popularity of all data: as the order of ties it would tell a trial about its future.
        _allData = prepared.InPopularityOrder();
        Protocol = _protocol.Describe(prepared);
        Order = OrderOf(options, _allData);
    }

    /// <summary>The rules of this run in words and counts.</summary>
    public ProtocolFacts Protocol { get; }

    /// <summary>The models in the order in which they are trained: the baselines, then the rest as asked for, blends after their parts.</summary>
    public IReadOnlyList<string> Order { get; }

    /// <summary>Longest time that choosing settings takes in the whole run; fitting and measuring come on top.</summary>
    public TimeSpan TuningBudget => Order.Count * _options.TuningBudget;

    internal InteractionData AllData => _allData;

    internal IReadOnlyList<Trial> Tuning => _tuning;

    internal IReadOnlyList<Trial> Final => _final;

    /// <summary>What has been fitted in this run and is needed again.</summary>
    internal FitShelf Shelf { get; } = new();

    /// <summary>Trains one model after another; the caller takes each before the next is begun.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<TrainedRecommender> Train(Action<RecommenderTrainingProgress> progress, CancellationToken cancellationToken)
    {
        using var shelf = Shelf;
        var weights = Order.Select(name => RecommenderCatalog.Get(name).LearnsInRounds ? RoundsWeight : 1).ToArray();
        for (var i = 0; i < Order.Count; i++)
        {
            var share = new ProgressShare(Order[i], weights[..i].Sum() / weights.Sum(), weights[..(i + 1)].Sum() / weights.Sum(), progress);
            yield return TrainOne(RecommenderCatalog.Get(Order[i]), share, cancellationToken);
        }
    }

    private TrainedRecommender TrainOne(IRecommender recommender, ProgressShare share, CancellationToken cancellationToken)
    {
        try
        {
            return recommender is BlendRecommender blend
                ? new BlendRun(blend, this, _options, share).Run(cancellationToken)
                : new OneModelRun(recommender, this, _options, share).Run(cancellationToken);
        }
        catch (Exception e) when (e is CatalogueTooLargeException or NotEnoughMemoryException or OutOfMemoryException or ArithmeticException
            or OnnxRuntimeUnavailableException or ProviderUnavailableException or TrainingDivergedException or OnnxRuntimeException)
        {
            // This model cannot be had with this data; the others can.
            _failures[recommender.Name] = e;
            return new TrainedRecommender { Model = recommender.Name, Items = _allData.ItemIds, Failure = e };
        }
    }

    /// <summary>Fits a model within this run.</summary>
    internal Fitter FitterOf(IRecommender recommender, ProgressShare share) =>
        new(recommender, _options, share, Shelf) { IsPartOfAnother = Blends(Order).Any(blend => blend.Parts.Any(part => part.Name == recommender.Name)) };

    /// <summary>What was chosen for a model on each tuning trial; null when it could not be trained.</summary>
    internal IReadOnlyDictionary<string, TunedSettings>? ChosenFor(string model) =>
        _chosen.GetValueOrDefault(model) ?? (_options.Finished.GetValueOrDefault(model) is { } report ? FromReport(report) : null);

    /// <summary>
    /// What an earlier part of the run chose for a model; null when its settings are still to be chosen. One that learns in rounds has
    /// a checkpoint instead.
    /// </summary>
    internal IReadOnlyDictionary<string, TunedSettings>? ChosenBefore(IRecommender recommender) =>
        !recommender.LearnsInRounds && _options.Measured.GetValueOrDefault(recommender.Name) is { } report ? FromReport(report) : null;

    internal void Remember(string model, IReadOnlyDictionary<string, TunedSettings> tuned) => _chosen[model] = tuned;

    /// <summary>Why a model could not be trained; null when it was, or was not tried.</summary>
    internal Exception? FailureOf(string model) => _failures.GetValueOrDefault(model);

    /// <summary>The tuning trial whose choice a reported variant uses.</summary>
    internal string TunedOn(Trial trial) => _protocol.TunedOn(trial.Variant);

    internal TunedSettings Chosen(IReadOnlyDictionary<string, TunedSettings> tuned, Trial trial) => tuned[TunedOn(trial)];

    /// <summary>The figures of a model in one variant, compared with the baselines, and for a blend with its parts as well.</summary>
    internal VariantReport ReportOf(string model, string variant, TunedSettings choice, TrialResult result)
    {
        Measured(model, variant, result);
        return new VariantReport
        {
            Variant = variant,
            Settings = choice.Settings.Values,
            ValidationNdcg10 = choice.Score,
            SettingsTried = choice.Tried,
            Customers = result.Customers,
            RelevantPerCustomer = result.RelevantPerCustomer,
            Metrics = Reporting.Metrics(result, _options.Evaluation),
            Segments = Reporting.SegmentReports(result, _options.Evaluation),
            Comparisons = [.. ComparedWith(model)
                .Where(other => other != model && _results.GetValueOrDefault(other)?.ContainsKey(variant) == true)
                .SelectMany(other => Reporting.Compare(result, other, _results[other][variant], _options.Evaluation))],
        };
    }

    /// <summary>Whether a model has been measured in this process; those of an earlier one are only known by their reports.</summary>
    internal bool IsMeasured(string model, string variant) => _results.GetValueOrDefault(model)?.ContainsKey(variant) == true;

    internal void Measured(string model, string variant, TrialResult result)
    {
        if (!_results.TryGetValue(model, out var kept))
        {
            _results.Add(model, kept = []);
        }

        kept[variant] = result;
    }

    private static IEnumerable<string> ComparedWith(string model) => RecommenderCatalog.Baselines
        .Union(RecommenderCatalog.Get(model) is BlendRecommender blend ? blend.Parts.Select(part => part.Name) : []);

    private Dictionary<string, TunedSettings> FromReport(EvaluationReport report) => _tuning.ToDictionary(trial => trial.Variant, trial =>
    {
        var variant = report.Variants.First(one => _protocol.TunedOn(one.Variant) == trial.Variant);
        return new TunedSettings(new RecommenderSettings(variant.Settings), variant.ValidationNdcg10 ?? 0, variant.SettingsTried);
    });

    /// <summary>Trials on the same purchases get the same object, so that one fit serves them all.</summary>
    private static IReadOnlyList<Trial> SharingData(IReadOnlyList<Trial> trials, IReadOnlyList<Trial> others) => [.. trials.Select(trial =>
        others.FirstOrDefault(other => other.Split.Train.HoldsTheSameAs(trial.Split.Train)) is { } same
            ? trial.On(trial.Split with { Train = same.Split.Train })
            : trial)];

    private static string[] OrderOf(RecommenderTrainingOptions options, InteractionData data)
    {
        var asked = options.Models.Select(name => RecommenderCatalog.Get(name).Name).ToArray();
        var parts = Blends(asked).SelectMany(blend => blend.Parts)
            .Where(part => !options.Finished.ContainsKey(part.Name) && Readiness.Of(part, data).IsReady).Select(part => part.Name);
        return [.. RecommenderCatalog.Baselines.Union(asked).Union(parts).OrderBy(name => RecommenderCatalog.Get(name) is BlendRecommender)];
    }

    private static IEnumerable<BlendRecommender> Blends(IEnumerable<string> models) => models.Select(RecommenderCatalog.Get).OfType<BlendRecommender>();
}
