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

    /// <summary>What a row that is refused needs so that, corrected, it is taken for the same line.</summary>
    RefusedPlace PlaceOf(CellReader cells) => default;
}

/// <summary>Where a refused row stands.</summary>
/// <param name="Line">Hash of its order and line; 0 when it does not say.</param>
/// <param name="Continues">Whether it adds to a product whose own row was taken.</param>
/// <param name="Common">Cells that it leaves blank because the first row of its order or product has them.</param>
internal readonly record struct RefusedPlace(ulong Line, bool Continues, IReadOnlyList<(int Column, string Text)>? Common);
