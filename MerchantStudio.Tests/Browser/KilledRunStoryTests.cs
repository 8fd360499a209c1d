using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Support;
using MerchantStudio.Tests.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

/// <summary>The program is killed in the middle of a run and started again on the same data folder, before the eyes of a merchant.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class KilledRunStoryTests(ChromiumFixture chromium)
{
    private const int Customers = 400;
    private const float Patience = 120_000;
    private const string Loss = "SequentialTransformer/loss";
    private const string MeanLoss = "SequentialTransformer/meanLoss";
    private const string Epochs = "SequentialTransformer/validation nDCG@10 by epoch";

    private static readonly LocatorWaitForOptions s_patience = new() { Timeout = Patience };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Trait("Category", "Slow")]
    public async Task Merchant_WhoseProgramIsKilledInTheMiddleOfARun_ResumesItWithOneClickAndLosesNothing()
    {
        _ = chromium.Browser;
        _ = OnnxEngines.Cpu();
        await using var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);
        var shop = await AddShopAsync(storage);
        var email = await StudioProcess.AddPersonAsync(storage, shop, ShopRole.Merchant);
        await using var program = new StudioProcess(storage.Folder);
        await program.StartAsync();
        await using var story = await BrowserStory.StartAsync(chromium, program.Address);
        await story.SignInAsync(email);

        await StartRunAsync(story);
        var run = await UntilEpochAsync(storage, shop, 3);
        await story.PictureAsync("killed-running");
        await program.KillAsync();
        var checkpoint = Checkpoint(storage, run);

        await program.StartAsync();
        await story.GoToAsync($"/training/runs/{run}");
        await story.Page.GetByText("The program stopped in the middle of this run").WaitForAsync(s_patience);
        await story.PictureAsync("killed-interrupted");
        await story.ShouldBeAccessibleAsync();
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await story.Page.Locator("section.ms-progress progress").WaitForAsync(s_patience);
        await story.PictureAsync("killed-resumed");
        await story.Page.GetByRole(AriaRole.Heading, new() { Name = "Leaderboard" }).WaitForAsync(s_patience);
        await story.PictureAsync("killed-finished");

        var other = await HasTheCurvesOfAnUninterruptedRunAsync(storage, shop, run, checkpoint);
        var training = storage.Services.GetRequiredService<TrainingService>();
        var failed = await training.RunNowAsync(shop, EngineShop.Request with { Device = "cuda" }, Token);
        var chosen = await training.RunNowAsync(shop, EngineShop.Request with { Model = "ItemEmbeddings", Device = "auto" }, Token);
        foreach (var look in new[] { BrowserLook.Desktop with { Name = "1280", Width = 1280 }, BrowserLook.Dark, BrowserLook.Phone, BrowserLook.Chinese })
        {
            await LookAtAsync(program, email, look, [("run-compared", $"{run}?with={other}"), ("run-failed", $"{failed.Id}"), ("run-auto", $"{chosen.Id}")]);
        }
    }

    /// <summary>
    /// From the checkpoint on every point is there, and is the very one of the same run in one piece. What was measured in the last
    /// second before the kill and had not been written down is all that may be missing.
    /// </summary>
    private static async Task<long> HasTheCurvesOfAnUninterruptedRunAsync(TestStorage storage, int shop, long run, (int Epoch, long Step) checkpoint)
    {
        var whole = await storage.Services.GetRequiredService<TrainingService>().RunNowAsync(shop, await RequestAsync(storage, shop, run), Token);
        var (after, expected) = (Learning(await CurveAsync(storage, run)), Learning(await CurveAsync(storage, whole.Id)));
        checkpoint.Epoch.ShouldBeInRange(2, expected.Count(point => point.Series == Epochs) - 1);
        after.Except(expected).ShouldBeEmpty();
        expected.Where(point => point.Step > (point.Series == Loss ? checkpoint.Step : checkpoint.Epoch)).Except(after).ShouldBeEmpty();
        return whole.Id;
    }

    private static CurvePoint[] Learning(IEnumerable<CurvePoint> curve) => [.. curve.Where(point => point.Series is Loss or MeanLoss or Epochs)];

    private static (int Epoch, long Step) Checkpoint(TestStorage storage, long run)
    {
        var folder = storage.Services.GetRequiredService<RunFolders>().Run(run);
        var file = Directory.GetFiles(folder, "progress.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        using var progress = JsonDocument.Parse(File.ReadAllText(file));
        var epoch = progress.RootElement.GetProperty("Epoch").GetInt32();
        return (epoch, TrainingState.Load(Path.Combine(Path.GetDirectoryName(file)!, $"state-{epoch}.bin")).Step);
    }

    private async Task LookAtAsync(StudioProcess program, string email, BrowserLook look, (string Name, string Address)[] pages)
    {
        await using var story = await BrowserStory.StartAsync(chromium, program.Address, look);
        await story.SignInAsync(email);
        foreach (var (name, address) in pages)
        {
            await story.GoToAsync("/training/runs/" + address);
            await story.Page.Locator("pre.run-log").WaitForAsync(s_patience);
            await story.WholePictureAsync(name);
            await story.ShouldFitAsync();
            await story.ShouldBeAccessibleAsync();
        }
        story.ShouldHaveNoComplaints();
    }

    private static async Task<int> AddShopAsync(TestStorage storage)
    {
        await using var db = storage.Contexts.CreateDbContext();
        return await TasteShop.AddAsync(db, "killed", Token, Customers);
    }

    private static async Task StartRunAsync(BrowserStory story)
    {
        await story.GoToAsync("/training/runs?new=1");
        await Choice(story, "Model").SelectOptionAsync("SequentialTransformer");
        await Choice(story, "How it is measured").SelectOptionAsync("leave-last-out");
        await Choice(story, "Device").SelectOptionAsync("cpu");
        await Choice(story, "Time to choose settings, per model").SelectOptionAsync("10");
        await story.PictureAsync("killed-estimate");
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await story.Page.WaitForURLAsync(address => address.Contains("/training/runs/", StringComparison.Ordinal));
    }

    // The other process' progress is seen where everybody sees it: in the record.
    private static async Task<long> UntilEpochAsync(TestStorage storage, int shop, int epoch)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(Token);
        wait.CancelAfter(TimeSpan.FromMilliseconds(Patience));
        while (true)
        {
            var run = (await storage.Services.GetRequiredService<RunLedger>().ListAsync(shop, 0, 1, Token)).FirstOrDefault();
            if (run is not null && (await CurveAsync(storage, run.Id)).Count(point => point.Series == Epochs) >= epoch)
            {
                run.State.ShouldBe(RunState.Running);
                return run.Id;
            }
            await Task.Delay(100, wait.Token);
        }
    }

    private static async Task<TrainingRequest> RequestAsync(TestStorage storage, int shop, long run) =>
        TrainingService.RequestOf((await storage.Services.GetRequiredService<RunLedger>().FindAsync(shop, run, Token))!);

    private static Task<IReadOnlyList<CurvePoint>> CurveAsync(TestStorage storage, long run) =>
        storage.Services.GetRequiredService<RunJournalStore>().CurveAsync(run, Token);

    private static ILocator Choice(BrowserStory story, string label) =>
        story.Page.Locator("label").Filter(new() { Has = story.Page.GetByText(label, new() { Exact = true }) }).Locator("select");
}
