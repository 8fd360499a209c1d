using System.Diagnostics;
using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Training;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Jobs;

/// <summary>The real program, killed without a word in the middle of a run.</summary>
[Trait("Category", "Process")]
public sealed class KilledProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_InTheMiddleOfARun_LeavesItInterruptedWithoutAModelAndResumable()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);
        int shop;
        await using (var db = storage.Contexts.CreateDbContext())
        {
            shop = await TasteShop.AddAsync(db, "killed", Token);
        }
        using (var program = Start(storage.Folder, "train", "--shop", "killed", "--model", "all", "--tuning-seconds", "600"))
        {
            await UntilRunningAsync(storage);
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(Token);
        }
        var services = storage.Services;
        var (runs, training) = (services.GetRequiredService<RunServices>(), services.GetRequiredService<TrainingService>());
        var run = (await runs.Ledger.ListAsync(shop, 0, 1, Token)).Single();
        run.State.ShouldBe(RunState.Running);

        await services.GetRequiredService<TrainingRecovery>().RecoverAsync(Token);

        (await runs.Ledger.FindAsync(shop, run.Id, Token))!.State.ShouldBe(RunState.Interrupted);
        (await services.GetRequiredService<ModelRegistry>().ListAsync(shop, Token)).ShouldBeEmpty();
        Directory.GetDirectories(runs.Folders.Run(run.Id), "*.partial", SearchOption.AllDirectories).ShouldBeEmpty();
        (await training.ResumeAsync(shop, run.Id, Token)).ShouldBeTrue();
        (await runs.Ledger.FindAsync(shop, run.Id, Token))!.State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task Train_ThenRecommend_PrintOneJsonObjectEach()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);
        await using (var db = storage.Contexts.CreateDbContext())
        {
            await TasteShop.AddAsync(db, "spoken", Token);
        }

        using var trained = await PrintAsync(storage.Folder, "train", "--shop", "spoken", "--model", "ItemKnn", "--tuning-seconds", "1", "--k", "10,20", "--json");
        using var recommended = await PrintAsync(storage.Folder, "recommend", "--shop", "spoken", "--customer", TasteShop.KeyOf(2), "--k", "3", "--model", "ItemKnn", "--json");

        trained.RootElement.GetProperty("run").GetInt64().ShouldBe(1);
        var knn = trained.RootElement.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("model").GetString() == "ItemKnn");
        knn.GetProperty("betterThanPopularity").ValueKind.ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
        knn.GetProperty("variants")[0].GetProperty("metrics").EnumerateArray().ShouldContain(metric => metric.GetProperty("low").ValueKind == JsonValueKind.Number);
        recommended.RootElement.GetProperty("items").GetArrayLength().ShouldBe(3);
        recommended.RootElement.GetProperty("items")[0].GetProperty("reasons").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Train_AShopThatThereIsNot_SaysSoAndFails()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);

        using var program = Start(storage.Folder, "train", "--shop", "nowhere");
        var (said, complained) = (await program.StandardOutput.ReadToEndAsync(Token), await program.StandardError.ReadToEndAsync(Token));
        await program.WaitForExitAsync(Token);

        program.ExitCode.ShouldBe(1);
        said.ShouldBeEmpty();
        complained.ShouldContain("There is no shop 'nowhere'");
    }

    private static async Task<JsonDocument> PrintAsync(string folder, params string[] arguments)
    {
        using var program = Start(folder, arguments);
        var complaints = program.StandardError.ReadToEndAsync(Token);
        var said = await program.StandardOutput.ReadToEndAsync(Token);
        await program.WaitForExitAsync(Token);
        program.ExitCode.ShouldBe(0, await complaints);
        return JsonDocument.Parse(said);
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MerchantStudio.exe" : "MerchantStudio");
        var start = new ProcessStartInfo(program, [.. arguments, "--data", folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        return Process.Start(start)!;
    }

    // The other process' progress is seen where everybody sees it: in the ledger.
    private static async Task UntilRunningAsync(TestStorage storage)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(Token);
        wait.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            await using var db = storage.Contexts.CreateDbContext();
            if (db.TrainingRuns.Any(run => run.State == RunState.Running && run.DataFingerprint != null && run.Progress > 0.02))
            {
                return;
            }
            await Task.Delay(100, wait.Token);
        }
    }
}
