namespace MerchantStudio.Core.Import.Rows;

/// <summary>One row, one order line. Amounts that repeat on each line of an order are thinned out afterwards.</summary>
internal sealed class OrderRowMapper(OrderLineBuilder builder) : IRowMapper
{
    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var line = builder.ReadLine(cells, builder.ReadHead(cells), rowNumber);
        if (cells.Fault is null)
        {
            sink.Add(line);
        }
    }
}
