using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Tests.Snapshots;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Analytics.Segments;

public sealed class SegmentHistoryTests
{
    [Fact]
    public void Moments_OfALondonShop_AreItsFirstsOfMonthAndTheEnd()
    {
        using var file = RandomShop.Of(1).Open();

        var moments = SegmentHistoryQuery.Moments(file.Snapshot, new DateTime(2011, 5, 20, 0, 0, 0, DateTimeKind.Utc), new DateTime(2011, 8, 9, 7, 0, 0, DateTimeKind.Utc));

        // British summer time: the first of June begins at eleven in the evening before, UTC.
        moments.ShouldBe([new DateTime(2011, 5, 31, 23, 0, 0), new DateTime(2011, 6, 30, 23, 0, 0), new DateTime(2011, 7, 31, 23, 0, 0), new DateTime(2011, 8, 9, 7, 0, 0)]);
        SegmentHistoryQuery.Moments(file.Snapshot, new DateTime(2001, 1, 1), new DateTime(2011, 8, 9)).Count.ShouldBe(SegmentHistoryQuery.MostMonths);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compute_RandomShop_AccountsForEveryCustomerOfEveryMonth(int seed)
    {
        var shop = RandomShop.Of(seed);
        using var file = shop.Open();
        DateTime[] moments = [.. Enumerable.Range(0, 12).Select(month => new DateTime(2011, 1, 1).AddMonths(month))];

        var months = SegmentHistoryQuery.Compute(file.Snapshot, moments, TestContext.Current.CancellationToken);

        for (var i = 0; i < months.Count; i++)
        {
            var ms = new DateTimeOffset(moments[i], TimeSpan.Zero).ToUnixTimeMilliseconds();
            months[i].Customers.Sum().ShouldBe(shop.Rows.Where(row => row.CustomerKey is not null && row.Time < ms).Select(row => row.CustomerKey).Distinct().Count());
            if (i > 0)
            {
                // Who was known before is known now; each leaves one group and enters one.
                months[i].Moves.Sum(move => move.Customers).ShouldBe(months[i - 1].Customers.Sum());
                foreach (var name in Enum.GetValues<SegmentName>())
                {
                    months[i].Moves.Where(move => move.From == name).Sum(move => move.Customers).ShouldBe(months[i - 1].Customers[(int)name]);
                    months[i].Moves.Where(move => move.To == name).Sum(move => move.Customers).ShouldBeLessThanOrEqualTo(months[i].Customers[(int)name]);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Movers_OfEveryMove_AreAsManyAsTheMoveCounts(int seed)
    {
        using var file = RandomShop.Of(seed).Open();
        DateTime[] moments = [.. Enumerable.Range(0, 6).Select(month => new DateTime(2011, 3, 1).AddMonths(month))];
        var months = SegmentHistoryQuery.Compute(file.Snapshot, moments, TestContext.Current.CancellationToken);

        foreach (var month in months)
        {
            foreach (var move in month.Moves)
            {
                var keys = SegmentHistoryQuery.Movers(file.Snapshot, moments, month.AsOfUtc, move.From, move.To, TestContext.Current.CancellationToken);
                keys.Count.ShouldBe(move.Customers);
                keys.ShouldBeUnique();
            }
        }

        SegmentHistoryQuery.Movers(file.Snapshot, moments, new DateTime(1999, 1, 1), SegmentName.Loyal, SegmentName.Dormant, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    [Fact]
    public void Compute_ShopOfTwoCustomers_StaysSensible()
    {
        using var file = SnapshotFile.Of(PlantedSnapshot.Order("a", new DateTime(2011, 1, 5), 100), PlantedSnapshot.Order("b", new DateTime(2011, 2, 5), -100));

        var months = SegmentHistoryQuery.Compute(file.Snapshot, [new DateTime(2011, 1, 1), new DateTime(2011, 2, 1), new DateTime(2011, 3, 1)], TestContext.Current.CancellationToken);

        months.Select(month => month.Customers.Sum()).ShouldBe([0, 1, 2]);
        months[2].Customers[(int)SegmentName.Prospects].ShouldBe(1);
    }
}
