using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Analytics.Funnels;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Conversion;

public sealed class ProductTableTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);

    [Fact]
    public void Count_AnyLogAndPeriod_EqualsTheReference() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }
        var table = ProductTable.Of(file.Snapshot, ShopTime.Of(file.Snapshot)!, TestContext.Current.CancellationToken);
        foreach (var range in Ranges(log, seed))
        {
            foreach (var deed in Enum.GetValues<ProductDeed>())
            {
                var counts = table.Count(deed, range);
                for (var item = 0; item < counts.Length; item++)
                {
                    counts[item].ShouldBe(Visitors(log, deed, file.Snapshot.Items.Keys[item], range), $"{deed} of {file.Snapshot.Items.Keys[item]} {range}");
                }
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Count_DeedsOnSeveralDays_CountsAVisitorOnceAndOnlyWithBothInThePeriod()
    {
        var day = new DateOnly(2011, 5, 2);
        (InteractionKind Kind, int Day)[] done =
        [
            (InteractionKind.ViewItem, 0), (InteractionKind.AddToCart, 3), (InteractionKind.ViewItem, 5), (InteractionKind.ViewItem, 6), (InteractionKind.AddToCart, 6),
        ];
        using var file = SnapshotFile.Of(done.Select(one => new SnapshotRow
        {
            VisitorKey = "v", ItemKey = "p", Kind = one.Kind, IsEvent = true,
            Time = new DateTimeOffset(day.AddDays(one.Day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero).ToUnixTimeMilliseconds(),
        }));
        var table = ProductTable.Of(file.Snapshot, ShopTime.Of(file.Snapshot)!, TestContext.Current.CancellationToken);

        int Both(int from, int to) => table.Count(ProductDeed.ViewedAndCarted, new DayRange(day.AddDays(from), day.AddDays(to)))[0];

        (Both(0, 2), Both(0, 3), Both(1, 4), Both(1, 5), Both(4, 5), Both(4, 6), Both(6, 6), Both(-9, 99)).ShouldBe((0, 1, 0, 1, 0, 1, 1, 1));
    }

    private static IEnumerable<DayRange> Ranges(RandomLog log, int seed)
    {
        var days = log.Rows.Select(row => DayOf(row.Time)).Order().ToList();
        var chance = new SeededRandom((ulong)seed);
        for (var i = 0; i < 6; i++)
        {
            var (one, other) = (days[chance.NextInt(days.Count)], days[chance.NextInt(days.Count)]);
            yield return one <= other ? new DayRange(one, other) : new DayRange(other, one);
        }
        yield return new DayRange(days[0].AddDays(-30), days[^1].AddDays(30));
    }

    private static int Visitors(RandomLog log, ProductDeed deed, string item, DayRange range)
    {
        InteractionKind[] needed = deed switch
        {
            ProductDeed.Viewed => [InteractionKind.ViewItem],
            ProductDeed.Carted => [InteractionKind.AddToCart],
            ProductDeed.ViewedAndCarted => [InteractionKind.ViewItem, InteractionKind.AddToCart],
            _ => [InteractionKind.AddToCart, InteractionKind.Purchase],
        };
        return log.Visitors.Count(events => needed.All(kind => events.Any(row =>
            row.Kind == kind && row.ItemKey == item && DayOf(row.Time) >= range.From && DayOf(row.Time) <= range.To)));
    }

    private static DateOnly DayOf(long time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(time), s_zone).DateTime);
}
