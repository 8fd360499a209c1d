using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Training;

/// <summary>A planted shop large enough for the models of the engine, on a record of its own.</summary>
internal sealed class EngineShop(TestStorage storage, int id) : IAsyncDisposable
{
    /// <summary>A run of the transformer on the processor, quick and the same every time.</summary>
    public static TrainingRequest Request { get; } = new()
    {
        Model = "SequentialTransformer", TuningSeconds = 0, Seed = 5, Ks = [10], Device = "cpu", Protocol = "leave-last-out", MakeLiveWhenFirst = false,
    };

    public int Id => id;

    public IServiceProvider Services => storage.Services;

    public TrainingService Training => Services.GetRequiredService<TrainingService>();

    public ModelRegistry Registry => Services.GetRequiredService<ModelRegistry>();

    public RunServices Runs => Services.GetRequiredService<RunServices>();

    public static async Task<EngineShop> CreateAsync(int customers, Action<IServiceCollection>? configure = null)
    {
        _ = OnnxEngines.Cpu();
        var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), services =>
        {
            configure?.Invoke(services);
            TrainedShop.Stages(services);
        });
        await using var db = storage.Contexts.CreateDbContext();
        return new EngineShop(storage, await TasteShop.AddAsync(db, "planted", TestContext.Current.CancellationToken, customers));
    }

    /// <summary>Trains a model and has it answer customers from now on.</summary>
    public async Task MakeLiveAsync(string model)
    {
        var token = TestContext.Current.CancellationToken;
        (await Training.RunNowAsync(id, Request with { Model = model }, token)).State.ShouldBe(RunState.Succeeded);
        var version = (await Registry.ListAsync(id, token)).First(one => one.Model == model);
        (await Registry.MakeLiveAsync(id, version.Id, new Actor(null, "test", id), token)).ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}
