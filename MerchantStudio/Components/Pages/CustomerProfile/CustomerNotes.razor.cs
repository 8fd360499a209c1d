using MerchantStudio.Access;
using MerchantStudio.Components.Shared;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Radzen;

namespace MerchantStudio.Components.Pages.CustomerProfile;

public sealed partial class CustomerNotes : IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private IReadOnlyList<CustomerNote> _notes = [];
    private IReadOnlyList<string> _problems = [];
    private string? _text;
    private int? _reader;
    private string? _shownKey;

    [Inject]
    public required CustomerDesk Desk { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    [Parameter, EditorRequired]
    public required string CustomerKey { get; set; }

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shownKey != CustomerKey)
        {
            _shownKey = CustomerKey;
            _reader = (await Person).User.UserId();
            await ReadAsync();
        }
    }

    private bool MayDelete(CustomerNote note) =>
        (note.CreatedByUserId is not null && note.CreatedByUserId == _reader) || State.Seat?.May(Policies.ManageShop) == true;

    private string AuthorOf(CustomerNote note) => note.CreatedBy ?? L["NoteSomebody"].Value;

    private async Task AddAsync()
    {
        var text = _text?.Trim() ?? "";
        _problems = text.Length switch
        {
            0 => [L["NoteEmpty"].Value],
            > CustomerDesk.LongestNote => [L["NoteTooLong", Format.Whole(CustomerDesk.LongestNote), Format.Whole(text.Length)].Value],
            _ => [],
        };
        if (_problems.Count == 0)
        {
            await Desk.AddNoteAsync(await ActAsync(), CustomerKey, text, _lifetime.Token);
            _text = null;
            await ReadAsync();
        }
    }

    private async Task DeleteAsync(CustomerNote note)
    {
        var question = new Question(L["NoteDeleteQuestion"], L["NoteDeleteMeans"], L["NoteDelete"], S["Cancel"], Dangerous: true);
        if (await ConfirmDialog.AskAsync(Dialogs, question))
        {
            await Desk.DeleteNoteAsync(await ActAsync(), note.Id, _lifetime.Token);
            await ReadAsync();
        }
    }

    private async Task ReadAsync() => _notes = await Desk.NotesAsync(State.Shop, CustomerKey, _lifetime.Token);

    private async Task<Act> ActAsync() => new((await Person).User, State.Shop);
}
