using MerchantStudio.Core.Onnx.Providers;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Onnx;

internal sealed class OnnxOptionsValidator : IValidateOptions<OnnxOptions>
{
    private const int MostThreads = 256;

    public ValidateOptionsResult Validate(string? name, OnnxOptions options)
    {
        var problems = new List<string>();
        if (options.Provider != ExecutionProviderCatalog.Auto && ExecutionProviderCatalog.All.All(provider => provider.Name != options.Provider))
        {
            problems.Add($"{OnnxOptions.Section}:Provider is '{options.Provider}'; it must be auto, {string.Join(", ", ExecutionProviderCatalog.All.Select(p => p.Name))}.");
        }

        if (options.Threads is < 0 or > MostThreads)
        {
            problems.Add($"{OnnxOptions.Section}:Threads is {options.Threads}; it must be 0 to {MostThreads}.");
        }

        if (options.LibraryFolder is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            problems.Add($"{OnnxOptions.Section}:LibraryFolder is '{folder}'; there is no such folder.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
