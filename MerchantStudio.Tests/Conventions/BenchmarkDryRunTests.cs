using MerchantStudio.Benchmarks.Comparisons;

namespace MerchantStudio.Tests.Conventions;

/// <summary>A benchmark that no longer runs makes its published ratio worthless, so each runs once at its smallest size.</summary>
public sealed class BenchmarkDryRunTests
{
    public static TheoryData<string> Names => [.. ComparisonCatalog.All.Select(comparison => comparison.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Comparison_DryRun_TimesEveryContender(string name)
    {
        var comparison = ComparisonCatalog.All.Single(one => one.Name == name);
        var result = await ComparisonRunner.RunOneAsync(comparison, ComparisonScale.Dry, TestContext.Current.CancellationToken);
        Assert.SkipWhen(result.Unavailable is not null, result.Unavailable ?? string.Empty);
        result.Rows.Count.ShouldBeGreaterThan(1);
        result.Rows.ShouldAllBe(row => row.Median > 0 && row.Ratio > 0);
    }
}
