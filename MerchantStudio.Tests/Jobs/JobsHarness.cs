using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Jobs;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MerchantStudio.Tests.Jobs;

/// <summary>The jobs of the program, on their real scheduler and store, with work that a test controls.</summary>
internal sealed class JobsHarness : IAsyncDisposable
{
    private readonly IHost _host;

    private JobsHarness(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;
    public TrainingHarness.FakeWork Work => (TrainingHarness.FakeWork)Services.GetRequiredService<ITrainingWork>();
    public TrainingService Training => Services.GetRequiredService<TrainingService>();
    public TrainingSchedules Schedules => Services.GetRequiredService<TrainingSchedules>();
    public RunLedger Ledger => Services.GetRequiredService<RunLedger>();

    public static async Task<JobsHarness> StartAsync(
        string folder, string engine = "sqlite", string connectionString = "", Func<TrainingRun, RunReporter, CancellationToken, Task<string>>? work = null)
    {
        var configuration = TestStorage.Configuration(engine, connectionString, folder);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System).AddStorage(configuration).AddPeople().AddSnapshots().AddServing().AddTrainingRuns().AddLocalization()
            .AddSingleton<ITrainingWork>(new TrainingHarness.FakeWork { Do = work ?? ((_, _, _) => Task.FromResult("{}")) })
            .AddJobs(configuration);
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new JobsHarness(host);
    }

    public async Task<int> AddShopAsync(string zone)
    {
        await using var db = Services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContext();
        var shop = new Shop { Slug = "s", Name = "S", Currency = "GBP", TimeZoneId = zone, CreatedUtc = DateTime.UnixEpoch };
        db.Add(shop);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return shop.Id;
    }

    /// <summary>Completes when a run of the shop is in the given state.</summary>
    public Task UntilAsync(int shopId, long runId, RunState state)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watching = Services.GetRequiredService<RunProgressHub>().Watch(shopId, runId, live =>
        {
            if (live.State == state)
            {
                reached.TrySetResult();
            }
        });
        return reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)
            .ContinueWith(done => { watching.Dispose(); return done; }, TaskScheduler.Default).Unwrap();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
