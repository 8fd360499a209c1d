using System.Text.RegularExpressions;
using MerchantStudio.Core.Onnx.Providers;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>Where the runtime placed a graph's nodes.</summary>
/// <param name="Provider">The provider that was asked for.</param>
/// <param name="FellBack">Operators that this provider lacks and that run on the processor instead, with how often each occurs.</param>
public sealed record PlacementReport(string Provider, IReadOnlyDictionary<string, int> FellBack);

/// <summary>Reads the runtime's report of node placements out of its log, the only place that has it in the version we ask for.</summary>
internal sealed partial class PlacementListener(ExecutionProvider provider)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _fellBack = new(StringComparer.Ordinal);
    private bool _onOtherProvider;

    public PlacementReport Report
    {
        get
        {
            lock (_lock)
            {
                return new PlacementReport(provider.Name, new SortedDictionary<string, int>(_fellBack, StringComparer.Ordinal));
            }
        }
    }

    public void OnMessage(string message)
    {
        lock (_lock)
        {
            if (Header().Match(message) is { Success: true } header)
            {
                _onOtherProvider = header.Groups["provider"].Value != provider.RuntimeName;
            }
            else if (_onOtherProvider && Line().Match(message) is { Success: true } line)
            {
                var operation = line.Groups["operation"].Value;
                _fellBack[operation] = _fellBack.GetValueOrDefault(operation) + 1;
            }
            else
            {
                _onOtherProvider = false;
            }
        }
    }

    [GeneratedRegex(@"(?:Node\(s\)|All nodes) placed on \[(?<provider>\w+)\]")]
    private static partial Regex Header();

    [GeneratedRegex(@"^\s+(?<operation>\w+) \(")]
    private static partial Regex Line();
}
