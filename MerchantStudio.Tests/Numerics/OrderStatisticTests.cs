using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Numerics;

public sealed class OrderStatisticTests
{
    [Fact]
    public void Of_AnyValues_IsTheValueThatSortingGives() => Prop.ForAll(
        Gen.Choose(0, 20).Select(value => (long)value).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (values, place) =>
        {
            var rank = place % values.Count;
            OrderStatistic.Of(values.ToArray(), rank).ShouldBe(values.Order().ElementAt(rank));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_NoValues_Refuses() => Should.Throw<ArgumentOutOfRangeException>(() => OrderStatistic.Of([], 0));
}
