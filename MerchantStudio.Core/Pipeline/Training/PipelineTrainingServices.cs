using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Pipeline.Training;

public static class PipelineTrainingServices
{
    /// <summary>
    /// Registers training runs: ledger, progress, start and stop. The host brings <see cref="ITrainingQueue"/> and
    /// <see cref="IScheduleClock"/>, without which runs are done at once and never by themselves.
    /// </summary>
    public static IServiceCollection AddTrainingRuns(this IServiceCollection services)
    {
        services.TryAddSingleton<RunFolders>();
        services.TryAddSingleton<RunLedger>();
        services.TryAddSingleton<RunJournalStore>();
        services.TryAddSingleton<RunProgressHub>();
        services.TryAddSingleton<RunCancellation>();
        services.TryAddSingleton<RunServices>();
        services.TryAddSingleton<TrainingEstimator>();
        services.TryAddSingleton<VersionPublisher>();
        services.TryAddSingleton<ITrainingWork, TrainingWork>();
        services.TryAddSingleton<TrainingRunner>();
        services.TryAddSingleton(provider => new TrainingService(
            provider.GetRequiredService<RunServices>(),
            provider.GetService<ITrainingQueue>() ?? NoTrainingQueue.Instance,
            provider.GetRequiredService<TrainingRunner>()));
        services.TryAddSingleton<TrainingRecovery>();
        services.TryAddSingleton<TrainingSchedules>();
        return services;
    }
}
