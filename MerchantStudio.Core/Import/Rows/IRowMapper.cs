namespace MerchantStudio.Core.Import.Rows;

/// <summary>Makes records out of the cells of one row. One per thread unless it is told that rows depend on those before.</summary>
internal interface IRowMapper
{
    /// <summary>
    /// Adds the row's records to the sink, or absorbs it, or leaves a fault in the reader and adds nothing.
    /// </summary>
    /// <param name="cells">Stands at the row.</param>
    /// <param name="rowNumber">1-based number of the data row.</param>
    /// <param name="sink">Takes the records.</param>
    void Map(CellReader cells, long rowNumber, RowSink sink);
}
