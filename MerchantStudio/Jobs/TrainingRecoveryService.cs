using MerchantStudio.Core.Pipeline.Training;

namespace MerchantStudio.Jobs;

/// <summary>
/// At start: marks the runs that a killed process left behind, puts those that still wait back into their lanes, and makes
/// the clock agree with the schedules of the record.
/// </summary>
internal sealed class TrainingRecoveryService(TrainingRecovery recovery, TrainingSchedules schedules) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await recovery.RecoverAsync(cancellationToken);
        await schedules.WakeAllAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
