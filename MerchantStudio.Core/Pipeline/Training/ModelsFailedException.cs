namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>None of the models that were asked for could be trained.</summary>
/// <param name="error">Why the first of them could not, as <see cref="RunErrors"/> writes it.</param>
public sealed class ModelsFailedException(string error) : Exception(error)
{
    public string Error { get; } = error;
}
