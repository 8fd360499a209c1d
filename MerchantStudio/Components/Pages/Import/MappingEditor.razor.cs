using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>Edits what the columns of a file mean.</summary>
public sealed partial class MappingEditor
{
    private const string LeftOut = "-";

    private readonly Dictionary<ImportField, string> _columns = [];
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);
    private ImportInspection? _shown;
    private DateOrder _dateOrder;
    private readonly List<CellRule> _rules = [];
    private readonly Dictionary<string, OrderStatus> _statuses = new(StringComparer.Ordinal);
    private string _decimalSign = "Auto";
    private bool _emptyClears;
    private string _notProducts = "";
    private string _areProducts = "";

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Parameter, EditorRequired]
    public required ImportInspection Inspection { get; set; }

    /// <summary>Told the mapping that the reader approved.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ColumnMapping> OnSave { get; set; }

    /// <summary>Told that the file holds something else.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ImportKind> OnKind { get; set; }

    private IReadOnlyList<IReadOnlyList<ImportField>> Missing => ImportFields.Missing(Edited());

    // What the columns without a meaning become, as long as nothing is saved.
    private IReadOnlyList<string> Own => EventAttributes.Of(Inspection.Plan! with { Mapping = Edited() });

    private string Unmapped(string column) => Inspection.Kind != ImportKind.Events ? "NotMapped"
        : Own.Contains(column.Trim()) || _columns.ContainsValue(column) ? "OwnAttribute" : "NotKept";

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Inspection))
        {
            return;
        }

        _shown = Inspection;
        var mapping = Inspection.Plan!.Mapping;
        _columns.Clear();
        foreach (var (field, column) in mapping.Columns)
        {
            _columns[field] = column;
        }

        _dropped.Clear();
        _dropped.UnionWith(mapping.Dropped);
        _rules.Clear();
        _rules.AddRange(mapping.Rules);
        _statuses.Clear();
        foreach (var (words, status) in mapping.Statuses)
        {
            _statuses[words] = status;
        }

        _decimalSign = mapping.DecimalComma switch { null => "Auto", true => "Comma", false => "Point" };
        (_dateOrder, _emptyClears) = (mapping.DateOrder, mapping.EmptyClears);
        (_notProducts, _areProducts) = (string.Join(", ", mapping.NotProducts), string.Join(", ", mapping.AreProducts));
    }

    // A column has one meaning, and a meaning one column.
    private void Assign(string column, ChangeEventArgs change)
    {
        foreach (var field in _columns.Where(pair => pair.Value == column).Select(pair => pair.Key).ToList())
        {
            _ = _columns.Remove(field);
        }

        _ = change.Value?.ToString() == LeftOut ? _dropped.Add(column) : _dropped.Remove(column);
        if (Enum.TryParse<ImportField>(change.Value?.ToString(), out var chosen))
        {
            _columns[chosen] = column;
        }
    }

    private Task ChangeKindAsync(ChangeEventArgs change) =>
        Enum.TryParse<ImportKind>(change.Value?.ToString(), out var kind) ? OnKind.InvokeAsync(kind) : Task.CompletedTask;

    private Task SaveAsync() => OnSave.InvokeAsync(Edited());

    private ColumnMapping Edited() => Inspection.Plan!.Mapping with
    {
        Columns = new Dictionary<ImportField, string>(_columns),
        DateOrder = _dateOrder,
        DecimalComma = _decimalSign switch { "Comma" => true, "Point" => false, _ => null },
        EmptyClears = _emptyClears,
        Dropped = [.. _dropped],
        Rules = [.. _rules],
        Statuses = new Dictionary<string, OrderStatus>(_statuses, StringComparer.Ordinal),
        NotProducts = Codes(_notProducts),
        AreProducts = Codes(_areProducts),
    };

    private static string[] Codes(string text) => text.Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
