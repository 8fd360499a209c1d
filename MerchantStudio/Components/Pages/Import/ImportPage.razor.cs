using System.Globalization;
using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>A file's way in: dropped, recognised, mapped, checked, committed; which file is in the address.</summary>
public sealed partial class ImportPage
{
    private const string BatchKey = "batch";
    private const int WaitingShown = 50;

    private IDisposable? _watching;
    private ImportProgress? _live;
    private string? _problem;
    private bool _busy;
    private bool _offersDemo;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required ImportService Imports { get; init; }

    [Inject]
    public required ImportQueue Queue { get; init; }

    [Inject]
    public required ImportLedger Batches { get; init; }

    [Inject]
    public required ImportProgressHub Hub { get; init; }

    [Inject]
    public required FileIntake Intake { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Inject]
    public required ShopOffice Office { get; init; }

    /// <summary>The files that wait, or one of them with what is known about it.</summary>
    public sealed record ImportView(IReadOnlyList<ImportBatch> Waiting, ImportBatch? Batch, ImportInspection? Inspection, ImportReport? Report)
    {
        /// <summary>Whether nothing was ever imported into the shop.</summary>
        public bool ShopIsEmpty { get; init; }
    }

    private ImportProgress? Live => _live is { IsOver: false } live && live.BatchId == Model?.Batch?.Id && live.State == ImportBatchState.Committing ? live : null;

    protected override async Task<ImportView?> LoadAsync(CancellationToken cancellationToken)
    {
        if (State.Address[BatchKey] is not { } id)
        {
            var newest = await Batches.ListAsync(State.Shop.Id, 0, WaitingShown, cancellationToken);
            return new ImportView([.. newest.Where(IsOpen)], null, null, null)
            {
                ShopIsEmpty = !await Batches.AnyCommittedAsync(State.Shop.Id, cancellationToken),
            };
        }

        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var batchId)
            || await Batches.FindAsync(State.Shop.Id, batchId, cancellationToken) is not { } batch)
        {
            return null;
        }

        var inspection = batch.State is ImportBatchState.Uploaded or ImportBatchState.Checked
            ? await Imports.InspectAsync(State.Shop.Id, batchId, cancellationToken)
            : null;
        return new ImportView([], batch, inspection, batch.State == ImportBatchState.Uploaded ? null : ImportReport.Of(batch))
        {
            ShopIsEmpty = inspection is not null && !await Batches.AnyCommittedAsync(State.Shop.Id, cancellationToken),
        };
    }

    protected override void OnLoaded(ImportView model)
    {
        _watching ??= Hub.Watch(State.Shop.Id, progress => _ = InvokeAsync(() => HearAsync(progress)));
        _live = model.Batch is { } batch ? Hub.Latest(batch.Id) : null;
        // Stays while the demo comes in: its first file already fills the shop.
        _offersDemo |= model is { Batch: null, ShopIsEmpty: true };
    }

    protected override void Dispose(bool disposing)
    {
        _watching?.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsOpen(ImportBatch batch) => batch.State is ImportBatchState.Uploaded or ImportBatchState.Checked or ImportBatchState.Committing;

    private async Task HearAsync(ImportProgress progress)
    {
        if (progress.BatchId == Model?.Batch?.Id || (Model?.Batch is null && progress.IsOver))
        {
            _live = progress.IsOver ? null : progress;
            if (progress.IsOver)
            {
                await ReloadAsync();
            }

            StateHasChanged();
        }
    }

    private async Task ReceiveAsync(IReadOnlyList<string> uploadIds)
    {
        _problem = null;
        var received = await Intake.ReceiveAsync(State.Shop.Id, uploadIds, await NameAsync(), Lifetime);
        _problem = string.Join(" ", received.Where(file => file.Received.Batch is null)
            .Select(file => $"{file.FileName}: {L.Problem(file.Received.Inspection.Problem!)}")) is { Length: > 0 } problems ? problems : null;
        if (received is [{ Received.Batch: { } only }])
        {
            State.Change((BatchKey, only.Id.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            await ReloadAsync();
        }
    }

    private Task MapAsync(ColumnMapping mapping) => ReplanAsync(new ImportRequest { Mapping = mapping });

    private Task ChangeKindAsync(ImportKind kind) => ReplanAsync(new ImportRequest { Kind = kind, Preset = "generic" });

    private Task ChangeSheetAsync(string sheet) => ReplanAsync(new ImportRequest { Sheet = sheet });

    private Task ReplanAsync(ImportRequest request) => WorkAsync(async batch =>
    {
        var inspection = await Imports.ReplanAsync(State.Shop.Id, batch.Id, request, Lifetime);
        _problem = inspection.Problem is { } problem ? L.Problem(problem) : null;
    });

    private Task CheckAsync() => WorkAsync(async batch => _ = await Imports.CheckAsync(State.Shop.Id, batch.Id, Lifetime));

    // An answer changes what the file holds: it is read again at once.
    private Task AnswerAsync(ColumnMapping mapping) => WorkAsync(async batch =>
    {
        _ = await Imports.ReplanAsync(State.Shop.Id, batch.Id, new ImportRequest { Mapping = mapping }, Lifetime);
        _ = await Imports.CheckAsync(State.Shop.Id, batch.Id, Lifetime);
    });

    private Task TakeCurrencyAsync(string currency) => WorkAsync(async batch =>
    {
        if (State.Seat?.May(Policies.ManageShop) == true)
        {
            await Office.ChangeCurrencyAsync(new Act((await People.GetAuthenticationStateAsync()).User, State.Shop), currency, Lifetime);
            _ = await Imports.CheckAsync(State.Shop.Id, batch.Id, Lifetime);
        }
    });

    private Task DiscardAsync() => WorkAsync(async batch =>
    {
        await Imports.DiscardAsync(State.Shop.Id, batch.Id, Lifetime);
        State.Change((BatchKey, null));
    });

    // The queue outlives this page: closing the tab stops nothing.
    private void Commit()
    {
        if (Model?.Batch is { } batch)
        {
            Queue.Start(batch);
        }
    }

    private void Stop()
    {
        if (Model?.Batch is { } batch)
        {
            _ = Queue.Cancel(batch.Id);
        }
    }

    private Task UndoAsync() => WorkAsync(async batch =>
    {
        var preview = await Imports.PreviewUndoAsync(State.Shop.Id, batch.Id, Lifetime);
        var text = L["UndoText", Format.Whole(preview.Removed), Format.Whole(preview.Restored), Format.Whole(preview.Kept)];
        if (await ConfirmDialog.AskAsync(Dialogs, new Question(L["UndoTitle"], text, L["UndoConfirm"], L["KeepIt"], Dangerous: true)))
        {
            _ = await Imports.UndoAsync(State.Shop.Id, batch.Id, await NameAsync(), Lifetime);
        }
    });

    // One thing at a time; what the import itself refuses is said in words, anything else is the page's error.
    private async Task WorkAsync(Func<ImportBatch, Task> work)
    {
        if (_busy || Model?.Batch is not { } batch)
        {
            return;
        }

        (_busy, _problem) = (true, null);
        try
        {
            await work(batch);
        }
        catch (ImportFileException refused)
        {
            _problem = L.Problem(refused.Problem);
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();
    }

    private async Task<string?> NameAsync() => (await People.GetAuthenticationStateAsync()).User.Identity?.Name;
}
