using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>Corrects a few rows that an import set aside, takes those that are right now, and offers to remember how.</summary>
public sealed partial class SetAsideEditor : IDisposable
{
    private const int RowsShown = 50;
    private const int ColumnsShown = 8;

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<EditedRow> _rows = [];
    private List<Lesson> _lessons = [];
    private WaitingRows? _waiting;
    private long _shown;
    private string? _problem;
    private string? _said;
    private bool _all;
    private bool _busy;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required Corrections Corrections { get; init; }

    [Inject]
    public required ImportService Imports { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    /// <summary>The batch that set the rows aside.</summary>
    [Parameter, EditorRequired]
    public required ImportBatch Batch { get; set; }

    // The columns in which something is wrong come first, then those beside them, as far as a screen is wide.
    private IEnumerable<int> Shown
    {
        get
        {
            var count = Math.Max(_waiting!.Columns.Count, _rows.Max(row => row.Cells.Length));
            var wrong = Enumerable.Range(0, count).Where(column => _rows.Exists(row => row.IsWrong(NameOf(column)))).ToHashSet();
            var filled = Enumerable.Range(0, count).Where(column => !wrong.Contains(column) && _rows.Exists(row => column < row.Cells.Length && row.Cells[column].Length > 0));
            return _all ? Enumerable.Range(0, count) : wrong.Order().Concat(filled.Take(Math.Max(0, ColumnsShown - wrong.Count)));
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Batch.Id)
        {
            _shown = Batch.Id;
            (_lessons, _said, _problem) = ([], null, null);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _waiting = await Corrections.WaitingAsync(State.Shop.Id, Batch.Id, RowsShown, _leaving.Token);
        _rows.Clear();
        _rows.AddRange((_waiting?.Rows ?? []).Select(row => new EditedRow(row, _waiting!.Columns.Count)));
    }

    private string NameOf(int column) => column < _waiting!.Columns.Count ? _waiting.Columns[column] : $"+{column - _waiting.Columns.Count + 1}";

    // Only rows that somebody touched are tried: the others are as wrong as before.
    private async Task TakeAsync()
    {
        var touched = _rows.Where(row => row.IsTouched).ToList();
        if (touched.Count == 0 || _busy)
        {
            _problem = touched.Count == 0 ? L["EditNothing"].Value : _problem;
            return;
        }

        (_busy, _problem, _said) = (true, null, null);
        try
        {
            await TakeAsync(touched);
        }
        catch (ImportFileException refused)
        {
            _problem = L.Problem(refused.Problem);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task TakeAsync(List<EditedRow> touched)
    {
        var who = (await People.GetAuthenticationStateAsync()).User.Identity?.Name;
        var batch = await Corrections.CheckAsync(
            State.Shop.Id, Batch.CorrectsBatchId ?? Batch.Id, _waiting!.Columns, [.. touched.Select(row => row.ToEntry(_waiting.Columns.Count))], who, _leaving.Token);
        var wrong = await Corrections.StillWrongAsync(State.Shop.Id, batch.Id, _leaving.Token);
        if (wrong.Count >= touched.Count)
        {
            await Imports.DiscardAsync(State.Shop.Id, batch.Id, _leaving.Token);
            _problem = L["EditStillWrong", Format.Whole(wrong.Count)];
            Explain(wrong);
            return;
        }

        var taken = await Imports.CommitAsync(State.Shop.Id, batch.Id, _leaving.Token);
        var right = touched.Where(row => wrong.All(other => other.Row != row.Entry.Row)).ToList();
        _lessons = [.. Lessons.Of(right.SelectMany(row => row.Changes(NameOf)))];
        _said = L["EditTaken", Format.Whole(taken.RowsRead - taken.RowsSetAside)];
        _problem = wrong.Count > 0 ? L["EditStillWrong", Format.Whole(wrong.Count)].Value : null;
        var kept = _rows.Where(row => !right.Contains(row)).ToDictionary(row => row.Entry.Row);
        await LoadAsync();
        for (var i = 0; i < _rows.Count; i++)
        {
            _rows[i] = kept.GetValueOrDefault(_rows[i].Entry.Row, _rows[i]);
        }

        Explain(wrong);
    }

    private void Explain(IReadOnlyList<SetAsideEntry> wrong)
    {
        foreach (var entry in wrong)
        {
            _rows.Find(row => row.Entry.Row == entry.Row)?.Explain(entry);
        }
    }

    private async Task LearnAsync(Lesson lesson)
    {
        await Corrections.LearnAsync(State.Shop.Id, Batch.Id, lesson.ApplyTo, _leaving.Token);
        _ = _lessons.Remove(lesson);
        _said = L["LessonTaken"];
    }

    private string Words(Lesson lesson) => lesson switch
    {
        { Rule: { } rule } => L.Rule(rule),
        { DecimalComma: true } => L["LessonComma"],
        _ => L["LessonDates", L["DateOrder." + lesson.Dates]],
    };

    /// <summary>A row with its cells as the reader has them now.</summary>
    private sealed class EditedRow
    {
        private readonly string[] _before;

        public EditedRow(SetAsideEntry entry, int columns)
        {
            Entry = entry;
            (Reason, Column) = (entry.Reason, entry.Column);
            _before = [.. entry.Cells, .. Enumerable.Repeat("", Math.Max(0, columns - entry.Cells.Count))];
            Cells = [.. _before];
        }

        public SetAsideEntry Entry { get; }
        public string Reason { get; private set; }
        public string? Column { get; private set; }
        public string[] Cells { get; }
        public bool IsTouched => !Cells.SequenceEqual(_before);

        public bool IsWrong(string column) => Column == column;

        public void Explain(SetAsideEntry entry) => (Reason, Column) = (entry.Reason, entry.Column);

        public IEnumerable<(string Column, string Before, string After)> Changes(Func<int, string> nameOf) =>
            Enumerable.Range(0, Cells.Length).Where(column => Cells[column] != _before[column]).Select(column => (nameOf(column), _before[column], Cells[column]));

        // Cells beyond the header that were emptied are gone.
        public SetAsideEntry ToEntry(int columns)
        {
            var count = Cells.Length;
            while (count > columns && Cells[count - 1].Length == 0)
            {
                count--;
            }

            return Entry with { Cells = Cells[..count] };
        }
    }
}
