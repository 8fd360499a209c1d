using System.Diagnostics;
using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

/// <summary>What is counted here is what the whole process allocates, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(LifetimeValueMemoryTests), DisableParallelization = true)]
[Collection(nameof(LifetimeValueMemoryTests))]
public sealed class LifetimeValueMemoryTests
{
    private static readonly LifetimeValueOptions s_options = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// Between two sizes, what is allocated grows by the six columns of the result; the smallest object for each customer
    /// would add 24 bytes to it.
    /// </summary>
    [Fact]
    public void Score_TwiceAsManyCustomers_AllocatesColumnsAndNothingForEachCustomer()
    {
        const int few = 100_000;
        var (small, large) = (Repeat(few), Repeat(2 * few));
        var fit = LifetimeValueModel.Fit(Repeat(5_000), s_options, Token);
        _ = Allocated(() => LifetimeValueScorer.Score(small, fit, s_options, Token));

        var grown = Allocated(() => LifetimeValueScorer.Score(large, fit, s_options, Token)) - Allocated(() => LifetimeValueScorer.Score(small, fit, s_options, Token));

        (grown / (double)few).ShouldBeInRange(0, (6 * sizeof(double)) + 12);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void FitAndScore_AMillionCustomers_StayUnderAGigabyte()
    {
        var million = Repeat(1_000_000);

        var fit = LifetimeValueModel.Fit(million, s_options, Token);
        var scores = LifetimeValueScorer.Score(million, fit, s_options, Token);

        fit.PurchaseFit.Converged.ShouldBeTrue();
        scores.TotalValue.ShouldAllBe(value => double.IsFinite(value) && value >= 0);
        using var process = Process.GetCurrentProcess();
        TestContext.Current.TestOutputHelper?.WriteLine($"peak {process.PeakWorkingSet64 / 1_000_000} MB");
        process.PeakWorkingSet64.ShouldBeLessThan(1_000_000_000);
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    // The CDNOW customers after 39 weeks, again and again.
    private static RepeatPurchases Repeat(int count)
    {
        var data = RepeatPurchases.FromLog(Cdnow.Master(), Cdnow.SplitDay);
        return new RepeatPurchases
        {
            Frequency = Repeat(data.Frequency, count), Recency = Repeat(data.Recency, count), Age = Repeat(data.Age, count), MeanSpend = Repeat(data.MeanSpend, count),
            Customer = [.. Enumerable.Range(0, count)],
        };
    }

    private static T[] Repeat<T>(T[] column, int count) => [.. Enumerable.Range(0, count).Select(i => column[i % column.Length])];
}
