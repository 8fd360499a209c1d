using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>What is known of each customer of a snapshot, one column per figure, one place per customer.</summary>
internal sealed class CustomerFacts
{
    private CustomerFacts(CustomerSummaries summaries, RfmTable rfm, ScoreColumns scores, DateTime asOfUtc) =>
        (Summaries, Rfm, Scores, AsOfUtc) = (summaries, rfm, scores, asOfUtc);

    public CustomerSummaries Summaries { get; }

    /// <summary>Recency, frequency and spend as of <see cref="AsOfUtc"/>.</summary>
    public RfmTable Rfm { get; }

    public ScoreColumns Scores { get; }

    /// <summary>The end of the data, or now where they reach into the future.</summary>
    public DateTime AsOfUtc { get; }

    public static CustomerFacts Of(Snapshot snapshot, CustomerSummaries summaries, ScoreColumns scores, DateTime asOfUtc, CancellationToken cancellationToken) =>
        new(summaries, RfmTable.At(snapshot, UnixTime.Milliseconds(asOfUtc), cancellationToken), scores, asOfUtc);

    /// <summary>Whole days since the last purchase; null for who never bought.</summary>
    public int? DaysSinceLast(int customer) => Rfm.LastMs[customer] == long.MinValue
        ? null
        : (int)((UnixTime.Milliseconds(AsOfUtc) - Rfm.LastMs[customer]) / ShopClock.MillisecondsPerDay);
}
