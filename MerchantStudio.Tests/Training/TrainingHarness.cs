using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Training;

/// <summary>Training runs on a real SQLite record, with a queue and work that a test controls.</summary>
internal sealed class TrainingHarness : IAsyncDisposable
{
    private readonly TestStorage _storage;

    private TrainingHarness(TestStorage storage) => _storage = storage;

    public FakeQueue Queue => (FakeQueue)_storage.Services.GetRequiredService<ITrainingQueue>();
    public FakeWork Work => (FakeWork)_storage.Services.GetRequiredService<ITrainingWork>();
    public TrainingService Training => _storage.Services.GetRequiredService<TrainingService>();
    public RunLedger Ledger => _storage.Services.GetRequiredService<RunLedger>();
    public RunServices Runs => _storage.Services.GetRequiredService<RunServices>();
    public TrainingRecovery Recovery => _storage.Services.GetRequiredService<TrainingRecovery>();
    public string Folder => _storage.Folder;
    public IServiceProvider Services => _storage.Services;

    public static async Task<TrainingHarness> CreateAsync()
    {
        var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), services => services
            .AddSingleton<ITrainingQueue, FakeQueue>()
            .AddSingleton<ITrainingWork, FakeWork>()
            .AddSingleton<IScheduleClock, FakeClock>()
            .AddPeople().AddSnapshots().AddServing()
            .AddTrainingRuns());
        return new TrainingHarness(storage);
    }

    public async Task<int> AddShopAsync(string slug, string zone = "Europe/London")
    {
        await using var db = _storage.Contexts.CreateDbContext();
        var shop = new Shop { Slug = slug, Name = slug, Currency = "GBP", TimeZoneId = zone, CreatedUtc = DateTime.UnixEpoch };
        db.Add(shop);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return shop.Id;
    }

    public async ValueTask DisposeAsync() => await _storage.DisposeAsync();

    /// <summary>Remembers what was put in, in order; the test decides when something is done.</summary>
    internal sealed class FakeQueue : ITrainingQueue
    {
        public List<(long RunId, string Lane)> Waiting { get; } = [];

        public Task EnqueueAsync(long runId, string lane, CancellationToken cancellationToken)
        {
            if (Waiting.All(run => run.RunId != runId))
            {
                Waiting.Add((runId, lane));
            }
            return Task.CompletedTask;
        }

        public Task<bool> RemoveAsync(long runId, CancellationToken cancellationToken) =>
            Task.FromResult(Waiting.RemoveAll(run => run.RunId == runId) > 0);
    }

    internal sealed class FakeWork : ITrainingWork
    {
        public Func<TrainingRun, RunReporter, CancellationToken, Task<string>> Do { get; set; } = (_, _, _) => Task.FromResult("{}");

        public Task<string> DoAsync(TrainingRun run, RunReporter reporter, CancellationToken cancellationToken) =>
            Do(run, reporter, cancellationToken);
    }

    internal sealed class FakeClock : IScheduleClock
    {
        public Dictionary<int, string> Set { get; } = [];

        public DateTimeOffset? Next(string cron, string timeZoneId) => cron.Length > 0 ? DateTimeOffset.UnixEpoch : throw new FormatException("empty");

        public Task SetAsync(int scheduleId, string cron, string timeZoneId, CancellationToken cancellationToken)
        {
            Set[scheduleId] = cron;
            return Task.CompletedTask;
        }

        public Task ClearAsync(int scheduleId, CancellationToken cancellationToken)
        {
            Set.Remove(scheduleId);
            return Task.CompletedTask;
        }
    }
}
