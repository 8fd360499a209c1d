using MerchantStudio.Core.Storage.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Pipeline.Training;

public static class PipelineTrainingServices
{
    /// <summary>
    /// Registers training runs: ledger, progress, start and stop. A host with a scheduler replaces
    /// <see cref="ITrainingQueue"/>, without which runs can only be done at once, and adds <see cref="IScheduleClock"/>.
    /// </summary>
    public static IServiceCollection AddTrainingRuns(this IServiceCollection services)
    {
        services.TryAddSingleton<RunFolders>();
        services.TryAddSingleton<RunLedger>();
        services.TryAddSingleton<RunJournalStore>();
        services.TryAddSingleton<RunProgressHub>();
        services.TryAddSingleton<RunCancellation>();
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<RunServices>();
        services.TryAddSingleton<TrainingEstimator>();
        services.TryAddSingleton<VersionPublisher>();
        services.TryAddSingleton<ITrainingWork, TrainingWork>();
        services.TryAddSingleton<TrainingRunner>();
        services.TryAddSingleton(provider => new TrainingService(
            provider.GetRequiredService<RunServices>(),
            provider.GetRequiredService<ITrainingQueue>(),
            provider.GetRequiredService<TrainingRunner>()));
        services.TryAddSingleton<ITrainingQueue, NoTrainingQueue>();
        services.TryAddSingleton<TrainingRecovery>();
        services.TryAddSingleton<TrainingSchedules>();
        return services;
    }
}
