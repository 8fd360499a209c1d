using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Training;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(TrainedShop))]

namespace MerchantStudio.Tests.Training;

/// <summary>Two planted shops; every model of the catalogue is trained on the first, by the same code that jobs run.</summary>
public sealed class TrainedShop : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private TestStorage? _storage;

    internal IServiceProvider Services => _storage!.Services;
    internal string Folder => _storage!.Folder;
    internal int ShopId { get; private set; }
    internal int OtherShopId { get; private set; }
    internal TrainingRun Run { get; private set; } = null!;
    internal TrainingService Training => Services.GetRequiredService<TrainingService>();
    internal ModelRegistry Registry => Services.GetRequiredService<ModelRegistry>();
    internal RecommendationService Recommendations => Services.GetRequiredService<RecommendationService>();
    internal RunServices Runs => Services.GetRequiredService<RunServices>();

    /// <summary>Trains when the first test asks.</summary>
    internal async Task<TrainedShop> ReadyAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_storage is null)
            {
                await TrainAsync(TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }
        _gate.Dispose();
    }

    internal static Action<IServiceCollection> Stages { get; } = services => services
        .AddPeople().AddSnapshots().AddServing().AddTrainingRuns().AddAnalytics(TestStorage.Configuration("sqlite", "", ""))
        .AddSingleton<ITrainingQueue, TrainingHarness.FakeQueue>().AddSingleton<IScheduleClock, TrainingHarness.FakeClock>();

    /// <summary>Without time to choose settings every model keeps its defaults, which makes runs quick and exactly repeatable.</summary>
    internal static TrainingRequest Request { get; } = new() { Model = "all", TuningSeconds = 0, Seed = 5, Ks = [5, 10] };

    private async Task TrainAsync(CancellationToken cancellationToken)
    {
        var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), Stages);
        await using (var db = storage.Contexts.CreateDbContext())
        {
            (ShopId, OtherShopId) = (await TasteShop.AddAsync(db, "planted", cancellationToken), await TasteShop.AddAsync(db, "other", cancellationToken));
        }
        _storage = storage;
        Run = await Training.RunNowAsync(ShopId, Request, cancellationToken);
    }
}
