using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>One row, one customer. Names and e-mails are read only when the owner opted in to keeping them.</summary>
internal sealed class CustomerRowMapper(bool keepPersonalData) : IRowMapper
{
    private static readonly ImportField[] s_clearable =
        [ImportField.Country, ImportField.City, ImportField.Tags, ImportField.AcceptsMarketing, ImportField.CreatedAt];

    public void Map(CellReader cells, long rowNumber, RowSink sink)
    {
        var key = cells.Customer() ?? cells.Customer(ImportField.Email);
        if (key is null)
        {
            cells.Fail(RowReasons.MissingValue, ImportField.CustomerId);
            return;
        }

        var customer = new CustomerRow
        {
            RowNumber = rowNumber,
            CustomerKey = key,
            Country = cells.Word(ImportField.Country),
            City = cells.Word(ImportField.City),
            Tags = cells.Text(ImportField.Tags),
            AcceptsMarketing = cells.Flag(ImportField.AcceptsMarketing),
            CreatedUtc = cells.Time(ImportField.CreatedAt),
            DisplayName = keepPersonalData ? cells.Text(ImportField.DisplayName) : null,
            Email = keepPersonalData ? cells.Text(ImportField.Email) : null,
            Attributes = cells.Attributes(),
            Cleared = cells.Cleared(s_clearable),
        };
        if (cells.Fault is null)
        {
            sink.Add(customer);
        }
    }
}
