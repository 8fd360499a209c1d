using MerchantStudio.Benchmarks.Comparisons.Events;

namespace MerchantStudio.Tests.Events;

public sealed class ClickstreamTests
{
    // Of the file that numpy makes of the same seed and number of rows.
    private const string Golden = "8cad5f142fbe62c2e3b5ffb09705ab6dcc6d39345708f70242e441ff3076ca1d";

    [Fact]
    public void Write_TwentyThousandRows_IsTheFileThatNumpyMakes()
    {
        var path = Path.Combine(Path.GetTempPath(), $"clickstream-{Guid.NewGuid():N}.csv");
        try
        {
            ClickstreamCsv.Write(Clickstream.Generate(20_000), path, TestContext.Current.CancellationToken).ShouldBe(Golden);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
