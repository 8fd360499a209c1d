using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Storage;
using MerchantStudio.Tests.Onnx.Sessions;
using MerchantStudio.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Training;

/// <summary>
/// Whole runs in which the real runtime fails: whatever happens, the run ends in a sentence, nothing half-finished stays, the model
/// that answers customers is the one from before, and everything native is freed.
/// </summary>
[Collection(nameof(CountsNativeObjects))]
[Trait("Category", "Native")]
public sealed class EngineFailureTests
{
    private const int Customers = 210;

    // Runs of the probe, of copies and of the first epochs come before.
    private const int InTheMiddle = 40;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static OrtApi Api => OnnxEngines.Engine.Environment.Api;

    [Fact]
    public async Task RunNowAsync_MemoryEndsInAStep_SaysSoAndTheNextRunWorks()
    {
        await using var shop = await ShopWithALiveModelAsync();
        using (FaultyRuntime.FailingRuns(Api, InTheMiddle, forGood: false, OnnxRuntimeErrorCode.RuntimeException, RuntimeMessages.ArenaIsFull))
        {
            await FailsAsync(shop, RunErrors.OutOfMemory, "ran out of memory", "内存不足");
        }

        (await shop.Training.RunNowAsync(shop.Id, EngineShop.Request, Token)).State.ShouldBe(RunState.Succeeded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task RunNowAsync_NoRoomForTheWeights_SaysSoAndGivesBackWhatItHad(int tensor)
    {
        await using var shop = await ShopWithALiveModelAsync();
        using var full = FaultyRuntime.WithoutRoom(Api, tensor, RuntimeMessages.CudaIsFull);
        await FailsAsync(shop, RunErrors.OutOfMemory, "ran out of memory", "内存不足");
    }

    [Fact]
    public async Task RunNowAsync_TheDeviceDisappears_SaysSoAndLeavesTheDevicesOwnWordsToTheLog()
    {
        await using var shop = await ShopWithALiveModelAsync();
        using var lost = FaultyRuntime.FailingRuns(Api, InTheMiddle, forGood: true, OnnxRuntimeErrorCode.Fail, RuntimeMessages.CudaIsLost);

        var run = await FailsAsync(shop, RunErrors.DeviceFailed, "stopped working", "停止工作");

        TrainingSentences.Of(run.Error!, "en-US").ShouldNotContain("719");
        (await shop.Runs.Journals.TailAsync(run.Id, Token)).ShouldContain(line => line.Contains("CUDA failure 719", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunNowAsync_TheLossOverflows_SaysAtWhichStep()
    {
        await using var shop = await ShopWithALiveModelAsync();
        using var wild = FaultyRuntime.WithWildSteps(Api, from: 5);
        await FailsAsync(shop, RunErrors.Diverged, "no longer a number", "没有收敛");
    }

    [Fact]
    public async Task RunNowAsync_AVocabularyBeyondTheMemory_SaysWhatItWouldTakeBeforeItBegins()
    {
        await using var shop = await ShopWithALiveModelAsync(services => services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RunServices>(provider).WithMemoryLimit(1 << 20)));
        await FailsAsync(shop, RunErrors.NotEnoughMemory, "of memory for this catalogue, and there are 1 MB", "本机只有 1 MB");
    }

    [Fact]
    public async Task RunNowAsync_ACatalogueOfOneItem_SaysWhatIsMissing()
    {
        await using var shop = await ShopWithALiveModelAsync();
        await LeaveOnlyAsync(shop, line => line.ProductId == TasteShop.BestSellerOf(shop.Id));
        await FailsAsync(shop, RunErrors.TooLittleData, "1 products (at least 50 are needed)", "商品 1 种（至少需要 50 种）");
    }

    [Fact]
    public async Task RunNowAsync_CustomersWhoBoughtOnce_SaysWhatIsMissing()
    {
        await using var shop = await ShopWithALiveModelAsync();
        await LeaveOnlyAsync(shop, line => TasteShop.IsFirstOrder(OrderLine.OrderIdOf(line.Id), shop.Id));
        await FailsAsync(
            shop, RunErrors.TooLittleData, "0 customers who bought more than once (at least 100 are needed)", "多次购买的客户 0 位（至少需要 100 位）");
    }

    private static async Task<EngineShop> ShopWithALiveModelAsync(Action<IServiceCollection>? configure = null)
    {
        var shop = await EngineShop.CreateAsync(Customers, configure);
        await shop.MakeLiveAsync("Popularity");
        return shop;
    }

    /// <summary>Takes all other lines out of the shop, as an import that replaces them would.</summary>
    private static async Task LeaveOnlyAsync(EngineShop at, Func<OrderLine, bool> isKept)
    {
        await using var db = await at.Services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContextAsync(Token);
        db.OrderLines.RemoveRange((await db.OrderLines.ToListAsync(Token)).Where(line => !isKept(line)));
        await db.SaveChangesAsync(Token);
        await db.Shops.ExecuteUpdateAsync(set => set.SetProperty(shop => shop.DataVersion, shop => shop.DataVersion + 1), Token);
    }

    private static async Task<TrainingRun> FailsAsync(EngineShop shop, string key, string english, string chinese)
    {
        var (open, live, versions) = (OrtHandle.Open, await shop.Registry.FindAsync(shop.Id, null, Token), await shop.Registry.ListAsync(shop.Id, Token));

        var run = await shop.Training.RunNowAsync(shop.Id, EngineShop.Request, Token);

        run.State.ShouldBe(RunState.Failed, run.Error);
        RunErrors.Parse(run.Error!).Key.ShouldBe(key, run.Error);
        TrainingSentences.Of(run.Error!, "en-US").ShouldContain(english);
        TrainingSentences.Of(run.Error!, "zh-CN").ShouldContain(chinese);
        OrtHandle.Open.ShouldBe(open);
        (await shop.Registry.FindAsync(shop.Id, null, Token)).ShouldBe(live.ShouldNotBeNull());
        (await shop.Registry.ListAsync(shop.Id, Token)).Count.ShouldBe(versions.Count);
        Directory.GetDirectories(shop.Runs.Folders.Run(run.Id)).ShouldBeEmpty();
        return run;
    }
}
