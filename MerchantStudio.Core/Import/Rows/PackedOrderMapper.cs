using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// Rows that may pack several lines of an order (Douyin): the n-th part of each packed cell belongs to the n-th line, and
/// a cell with one part to all of them. All lines of a row are taken, or none.
/// </summary>
internal sealed class PackedOrderMapper(OrderLineBuilder builder) : IRowMapper
{
    private const byte Separator = (byte)';';

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var packed = cells.Columns.Has(ImportField.LineId) ? ImportField.LineId : ImportField.ProductId;
        var parts = cells.Cell(packed).Count(Separator) + 1;
        var lines = new List<OrderLineRow>(parts);
        for (var part = 0; part < parts; part++)
        {
            cells.SetPart(part, parts);
            lines.Add(builder.ReadLine(cells, builder.ReadHead(cells), rowNumber));
        }

        if (cells.Fault is null)
        {
            lines.ForEach(sink.Add);
        }
    }
}
