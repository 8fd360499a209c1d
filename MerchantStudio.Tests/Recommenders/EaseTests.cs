using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Ease;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders;

public sealed class EaseTests
{
    [Fact]
    public void Fit_SmallShop_EqualsTheClosedFormInDoublePrecision()
    {
        const double lambda = 20;
        var data = PlantedShop.Build();
        var x = data.ToMatrix(_ => 1);
        var n = data.ItemCount;
        var gram = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                gram[i, j] = Enumerable.Range(0, data.CustomerCount).Sum(c => x[c, i] * x[c, j]) + (i == j ? lambda : 0);
            }
        }

        var p = DenseReference.InversePositiveDefinite(gram);
        using var model = new EaseRecommender().Fit(
            data, Settings(lambda), new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);

        var scores = new float[n];
        for (var i = 0; i < n; i++)
        {
            model.Score(History.FromItems(i), scores);
            for (var j = 0; j < n; j++)
            {
                scores[j].ShouldBe((float)(i == j ? 0 : -p[i, j] / p[j, j]), 1e-5f);
            }
        }
    }

    [Fact, Trait("Category", "Native")]
    public void Fit_ProductsThroughTheEngine_ScoresAsThePlainSolveDoes()
    {
        _ = OnnxEngines.Cpu();
        var data = PlantedShop.Build();
        using var algebra = new OnnxDenseAlgebra(OnnxEngines.Engine, OnnxEngines.Cpu(), tile: 16);
        var (plain, engine) = (new float[data.ItemCount], new float[data.ItemCount]);
        using var one = new EaseRecommender().Fit(data, Settings(20), new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
        using var other = new EaseRecommender().Fit(data, Settings(20), new FitContext { Seed = 1, Algebra = algebra }, TestContext.Current.CancellationToken);

        one.Score(data.HistoryOf(3), plain);
        other.Score(data.HistoryOf(3), engine);

        for (var item = 0; item < plain.Length; item++)
        {
            engine[item].ShouldBe(plain[item], 1e-5f);
        }
    }

    [Fact, Trait("Category", "Native")]
    public void Fit_ForcedGpu_MultipliesThereAndSaysSo()
    {
        _ = OnnxEngines.WebGpu();
        var data = PlantedShop.Build();
        var use = (EngineUse?)null;
        using var algebra = new DeviceAlgebra("webgpu", OnnxEngines.Engine);
        using var model = new EaseRecommender().Fit(
            data, Settings(20), new FitContext { Seed = 1, Algebra = algebra, OnEngine = heard => use = heard }, TestContext.Current.CancellationToken);
        using var plain = new EaseRecommender().Fit(data, Settings(20), new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);

        use.ShouldNotBeNull().Provider.ShouldBe("webgpu");
        use.FellBack.ShouldBeEmpty();
        var (scores, expected) = (new float[data.ItemCount], new float[data.ItemCount]);
        model.Score(data.HistoryOf(3), scores);
        plain.Score(data.HistoryOf(3), expected);
        scores.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-4f);
    }

    [Fact]
    public void Fit_CatalogueBeyondTheLimit_SaysSoBeforeAnythingIsAllocated()
    {
        var builder = new InteractionDataBuilder().Add("c", "first", "o", 0);
        for (var i = 0; i < EaseRecommender.MaxItems; i++)
        {
            builder.AddItem($"i{i}");
        }

        var error = Should.Throw<CatalogueTooLargeException>(() => new EaseRecommender().Fit(
            builder.Build(), Settings(1), new FitContext { Seed = 1 }, TestContext.Current.CancellationToken));

        error.Message.ShouldContain($"{EaseRecommender.MaxItems + 1}");
        error.Limit.ShouldBe(EaseRecommender.MaxItems);
    }

    private static RecommenderSettings Settings(double lambda) =>
        new EaseRecommender().Settings.Defaults.With(EaseRecommender.Lambda, lambda);
}
