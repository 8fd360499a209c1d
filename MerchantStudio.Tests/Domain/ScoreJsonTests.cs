using System.Text.Json;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Domain;

public sealed class ScoreJsonTests
{
    [Fact]
    public void Options_WithAnIntervalThatHasNoEnd_GiveItBackAsItWas()
    {
        double[] interval = [double.NegativeInfinity, 0.25, double.PositiveInfinity, double.NaN];
        var json = JsonSerializer.Serialize(interval, ScoreJson.Options);
        JsonSerializer.Deserialize<double[]>(json, ScoreJson.Options).ShouldBe(interval);
    }
}
