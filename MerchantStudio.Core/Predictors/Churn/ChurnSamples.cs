namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>The samples of one shop by cut-off; each is made once, however many months are tested.</summary>
public sealed class ChurnSamples
{
    private const long SecondsPerDay = 86_400;

    private readonly PurchaseLog _log;
    private readonly IReadOnlyList<ChurnFeature> _features;
    private readonly long _firstSeconds;
    private readonly Dictionary<long, ChurnSample> _made = [];

    public ChurnSamples(PurchaseLog log, ChurnOptions options, IReadOnlyList<ChurnFeature> features)
    {
        (_log, _features, Options) = (log, features, options);
        _firstSeconds = log.LineCount == 0 ? long.MaxValue : log.Seconds.Min();
    }

    public ChurnOptions Options { get; }

    /// <summary>
    /// The samples to learn from in a large shop: of its customers so few that all cut-offs together stay within
    /// <see cref="ChurnOptions.MaxTrainingRows"/>.
    /// </summary>
    public static ChurnSamples Bounded(PurchaseLog log, ChurnOptions options, IReadOnlyList<ChurnFeature> features)
    {
        var rows = (long)log.CustomerCount * options.MaxCutoffs;
        var oneIn = (int)Math.Max(1, (rows + options.MaxTrainingRows - 1) / options.MaxTrainingRows);
        return new ChurnSamples(log, options with { OneIn = oneIn }, features);
    }

    public ChurnSample At(long cutoffSeconds, CancellationToken cancellationToken)
    {
        if (!_made.TryGetValue(cutoffSeconds, out var sample))
        {
            _made[cutoffSeconds] = sample = ChurnSample.At(_log, cutoffSeconds, Options, _features, cancellationToken);
        }

        return sample;
    }

    /// <summary>The newest cut-offs whose horizons end at or before a moment, the oldest first.</summary>
    public IReadOnlyList<ChurnSample> TrainingBefore(long endSeconds, CancellationToken cancellationToken)
    {
        var samples = new List<ChurnSample>();
        for (var i = 0; i < Options.MaxCutoffs; i++)
        {
            var cutoff = endSeconds - ((Options.HorizonDays + ((long)i * Options.CutoffStepDays)) * SecondsPerDay);
            if (cutoff - (Options.ActiveDays / 2 * SecondsPerDay) < _firstSeconds)
            {
                break;
            }

            samples.Insert(0, At(cutoff, cancellationToken));
        }

        return samples;
    }
}
