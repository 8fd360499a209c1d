namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>A log seen from a cut-off, with what is learned from all customers together before it.</summary>
public sealed class CutoffView
{
    private const double SecondsPerDay = 86_400;

    public CutoffView(PurchaseLog log, long cutoffSeconds, ChurnOptions options, CancellationToken cancellationToken)
    {
        (Log, CutoffSeconds, MinorPerMajor) = (log, cutoffSeconds, options.MinorPerMajor);
        Forecasts = PurchaseForecast.AtCutoff(log, cutoffSeconds, options.HorizonDays, cancellationToken);
        Options = options;
        Vitality = ItemVitality.Before(log, cutoffSeconds, options);
        Taste = TasteAxes.Before(log, cutoffSeconds, options);
        ItemRetention = Churn.ItemRetention.Before(log, cutoffSeconds, options.HorizonDays);
    }

    public PurchaseLog Log { get; }

    public ChurnOptions Options { get; }

    /// <summary>Per product: whether its other buyers are still there.</summary>
    public ItemVitality Vitality { get; }

    /// <summary>In what the shop's customers differ most by what they buy.</summary>
    public TasteAxes Taste { get; }

    public long CutoffSeconds { get; }

    public double MinorPerMajor { get; }

    /// <summary>Per customer of the log.</summary>
    public PurchaseForecast[] Forecasts { get; }

    /// <summary>Per product: share of its purchases after which the customer bought again within the horizon.</summary>
    public double[] ItemRetention { get; }

    public double DaysBefore(long seconds) => (CutoffSeconds - seconds) / SecondsPerDay;
}
