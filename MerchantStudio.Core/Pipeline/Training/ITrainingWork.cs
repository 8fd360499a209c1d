using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>The work of a run, without its life around it.</summary>
internal interface ITrainingWork
{
    /// <summary>Does all that the run asks for.</summary>
    /// <param name="run">The run, already begun.</param>
    /// <param name="reporter">Hears how it goes.</param>
    /// <param name="cancellationToken">Stops it; checked down to the kernels.</param>
    /// <returns>The result for the ledger, as JSON.</returns>
    Task<string> DoAsync(TrainingRun run, RunReporter reporter, CancellationToken cancellationToken);
}

/// <summary>The shop has less data than the model needs; the message says have and need.</summary>
public sealed class TooLittleDataException(string message) : Exception(message);
