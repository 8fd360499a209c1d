using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Assigns the columns of an unknown table to fields: by name first, then what is still needed by its values.</summary>
internal static class ColumnGuess
{
    public static Dictionary<ImportField, string> Assign(CsvHead head, ImportKind kind)
    {
        var columns = new Dictionary<ImportField, string>();
        var free = head.Columns.ToDictionary(name => name, ColumnWords.Split, StringComparer.Ordinal);
        if (head.HasHeader)
        {
            ByName(ImportFields.Of(kind), columns, free);
        }

        ByValue(head, kind, columns, free);
        return columns;
    }

    // The exact words of any field are placed before looser likenesses, so that "order date" is never taken for an order number.
    private static void ByName(IReadOnlyList<ImportField> fields, Dictionary<ImportField, string> columns, Dictionary<string, string> free)
    {
        for (var rank = 0; rank < ColumnWords.Ranks; rank++)
        {
            foreach (var field in fields.Where(field => !columns.ContainsKey(field)))
            {
                if (ColumnWords.Find(field, rank, free) is { } column)
                {
                    columns[field] = column;
                    _ = free.Remove(column);
                }
            }
        }
    }

    private static void ByValue(CsvHead head, ImportKind kind, Dictionary<ImportField, string> columns, Dictionary<string, string> free)
    {
        var shapes = free.Keys.Select(name => (Name: name, Shape: head.ShapeOf(name))).ToList();
        foreach (var (field, wanted) in Wanted(kind))
        {
            var found = shapes.FirstOrDefault(candidate => candidate.Shape == wanted);
            if (!columns.ContainsKey(field) && found.Name is { } name)
            {
                columns[field] = name;
                _ = shapes.Remove(found);
            }
        }
    }

    // Only what values show beyond doubt; which of two number columns is the price is left to the person.
    private static IEnumerable<(ImportField Field, ColumnShape Shape)> Wanted(ImportKind kind) => kind switch
    {
        ImportKind.Orders => [(ImportField.OrderedAt, ColumnShape.Time), (ImportField.CustomerId, ColumnShape.Email)],
        ImportKind.Events => [(ImportField.OccurredAt, ColumnShape.Time), (ImportField.EventName, ColumnShape.EventName), (ImportField.CustomerId, ColumnShape.Email)],
        ImportKind.Customers => [(ImportField.CustomerId, ColumnShape.Email)],
        ImportKind.Reviews => [(ImportField.WrittenAt, ColumnShape.Time), (ImportField.Rating, ColumnShape.Rating)],
        _ => [],
    };
}
