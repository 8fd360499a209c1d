using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Analytics.Conversion;

/// <summary>One visit as its definition says. Slow and obvious.</summary>
internal sealed record ReferenceVisit(DateOnly Day, int Weekday, int Hour, int Stage, long Revenue, string? Device, string Visitor);

internal static class VisitReference
{
    public static IReadOnlyList<ReferenceVisit> Of(IEnumerable<IReadOnlyList<SnapshotRow>> visitors, TimeZoneInfo zone) =>
        [.. visitors.SelectMany(events => events.GroupBy(row => row.SessionKey).Select(visit => Visit([.. visit], events, zone)))];

    public static VisitFigures Figures(IReadOnlyCollection<ReferenceVisit> visits) => new()
    {
        Visits = visits.Count,
        Viewed = visits.Count(visit => visit.Stage >= 1),
        Carted = visits.Count(visit => visit.Stage >= 2),
        CheckedOut = visits.Count(visit => visit.Stage >= 3),
        Bought = visits.Count(visit => visit.Stage >= 4),
        RevenueMinor = visits.Sum(visit => visit.Revenue),
    };

    private static ReferenceVisit Visit(IReadOnlyList<SnapshotRow> rows, IReadOnlyList<SnapshotRow> ofVisitor, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(rows[0].Time), zone).DateTime;
        return new ReferenceVisit(
            DateOnly.FromDateTime(local), ((int)local.DayOfWeek + 6) % 7, local.Hour, rows.Max(Stage),
            rows.Where(row => row.Kind is InteractionKind.Purchase or InteractionKind.Refund).Sum(row => row.AmountMinor),
            rows.Select(row => row.Device).FirstOrDefault(device => device is not null),
            ReferenceEquals(ofVisitor, rows) || ofVisitor[0] == rows[0] ? "new" : "returning");
    }

    private static int Stage(SnapshotRow row) => row.Kind switch
    {
        InteractionKind.Purchase => 4,
        InteractionKind.BeginCheckout or InteractionKind.AddShippingInfo or InteractionKind.AddPaymentInfo => 3,
        InteractionKind.AddToCart => 2,
        InteractionKind.ViewItem => 1,
        _ => 0,
    };
}
