using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Storage;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// Keeps the models that answer in memory: the live one of every shop that asked, and the few others that were looked at
/// last. A model that falls out is freed when its last answer is done.
/// </summary>
internal sealed class ServedModels(DataFolder data) : IDisposable
{
    private const int Most = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _entries = [];
    private long _clock;

    /// <summary>Loads a version, or takes it from memory; the caller releases it.</summary>
    /// <exception cref="InvalidDataException">Its artefact is not whole.</exception>
    public ServedModel Hold(ModelVersion version)
    {
        while (true)
        {
            var loading = EntryOf(version);
            // Loading happens outside the lock, once, however many ask.
            var model = Load(loading, version.Id);
            if (model.TryHold())
            {
                return model;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values)
            {
                entry.Release();
            }
            _entries.Clear();
        }
    }

    private Entry EntryOf(ModelVersion version)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(version.Id, out var entry))
            {
                MakeRoom();
                entry = new Entry(() => Open(version));
                _entries.Add(version.Id, entry);
            }
            entry.LastAsked = ++_clock;
            return entry;
        }
    }

    private ServedModel Load(Entry entry, long versionId)
    {
        try
        {
            return entry.Model.Value;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // A lazy value keeps its failure; the next caller may find the file mended.
            lock (_gate)
            {
                _entries.Remove(versionId);
            }
            throw;
        }
    }

    private void MakeRoom()
    {
        if (_entries.Count >= Most)
        {
            var oldest = _entries.MinBy(pair => pair.Value.LastAsked);
            _entries.Remove(oldest.Key);
            oldest.Value.Release();
        }
    }

    private ServedModel Open(ModelVersion version)
    {
        var folder = data.Resolve(version.ArtefactFolder);
        var (models, items) = ModelArtefact.Open(folder, version.Model, new FitContext { Seed = 0 });
        return new ServedModel(version, models, items);
    }

    private sealed class Entry(Func<ServedModel> load)
    {
        public Lazy<ServedModel> Model { get; } = new(load);

        public long LastAsked { get; set; }

        public void Release()
        {
            if (Model.IsValueCreated)
            {
                Model.Value.Release();
            }
        }
    }
}
