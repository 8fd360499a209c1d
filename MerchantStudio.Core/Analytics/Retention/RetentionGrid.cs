namespace MerchantStudio.Core.Analytics.Retention;

/// <summary>Counts by unit of the first time and unit of coming back: a triangle, row by row.</summary>
internal sealed class RetentionGrid(int units)
{
    private readonly int[] _sizes = new int[units];
    private readonly int[] _members = new int[Cells(units)];
    private readonly long[] _revenue = new long[Cells(units)];
    private readonly int[] _orders = new int[Cells(units)];

    public void AddMember(int cohort) => _sizes[cohort]++;

    public void AddReturn(int cohort, int unit) => _members[Place(cohort, unit)]++;

    public void AddOrder(int cohort, int unit) => _orders[Place(cohort, unit)]++;

    public void AddRevenue(int cohort, int unit, long amount) => _revenue[Place(cohort, unit)] += amount;

    /// <summary>Takes over what the grid of another part has counted.</summary>
    public void Add(RetentionGrid other)
    {
        for (var cohort = 0; cohort < units; cohort++)
        {
            _sizes[cohort] += other._sizes[cohort];
        }
        for (var place = 0; place < _members.Length; place++)
        {
            _members[place] += other._members[place];
            _revenue[place] += other._revenue[place];
            _orders[place] += other._orders[place];
        }
    }

    public int Size(int cohort) => _sizes[cohort];

    public Cohort Cohort(int cohort, DateOnly start) => new(start, _sizes[cohort],
    [
        .. Enumerable.Range(0, units - cohort).Select(after => Place(cohort, cohort + after)).Select((place, after) =>
            new RetentionCell(after, _members[place], _members[place] / (double)_sizes[cohort], _revenue[place], _orders[place])),
    ]);

    // Row r has units - r cells.
    private int Place(int cohort, int unit) => (int)(((long)cohort * units) - ((long)cohort * (cohort - 1) / 2)) + unit - cohort;

    public static int Cells(int units) => checked((int)((long)units * (units + 1) / 2));
}
