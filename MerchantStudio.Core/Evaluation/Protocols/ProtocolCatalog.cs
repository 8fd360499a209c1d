namespace MerchantStudio.Core.Evaluation.Protocols;

/// <summary>Every protocol there is. A new one is a file here and one line below.</summary>
public static class ProtocolCatalog
{
    public static IReadOnlyList<IEvaluationProtocol> All { get; } =
    [
        new TimeProtocol("time", new RowRules()),
        new LeaveLastOutProtocol(),
        new TimeProtocol("retail-temporal", new RowRules { ItemPattern = "^[0-9]{5}[A-Z]*$", UpperCaseItems = true }),
    ];

    /// <summary>The protocol of a shop that asks for none.</summary>
    public static IEvaluationProtocol Default => All[0];

    /// <exception cref="ArgumentException">No protocol has this name (case does not matter).</exception>
    public static IEvaluationProtocol Get(string name) => All.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no protocol '{name}'; there are: {string.Join(", ", All.Select(entry => entry.Name))}.", nameof(name));
}
