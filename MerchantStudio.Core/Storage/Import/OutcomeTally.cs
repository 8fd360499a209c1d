using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>
/// Counts rows of the file by outcome. Records that share a row number stand side by side and count once, by the
/// strongest thing that any of them did.
/// </summary>
internal sealed class OutcomeTally
{
    private long _row = -1;
    private RowOutcome _outcome;
    private long _inserted, _updated, _unchanged;

    /// <summary>Counts so far, the row at hand included.</summary>
    public ImportCounts Counts => new(
        _inserted + Pending(RowOutcome.Inserted), _updated + Pending(RowOutcome.Updated), _unchanged + Pending(RowOutcome.Unchanged));

    public void Add(long rowNumber, RowOutcome outcome)
    {
        if (rowNumber == _row)
        {
            // Inserted < Updated < Unchanged: the smaller is the stronger.
            _outcome = outcome < _outcome ? outcome : _outcome;
            return;
        }

        (_inserted, _updated, _unchanged) = Counts;
        (_row, _outcome) = (rowNumber, outcome);
    }

    private int Pending(RowOutcome outcome) => _row >= 0 && _outcome == outcome ? 1 : 0;
}
