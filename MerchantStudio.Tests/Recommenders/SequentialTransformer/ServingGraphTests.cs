using System.Diagnostics;
using System.Globalization;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Conventions;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

/// <summary>The saved graph is nobody's property: another program opens it, in another language and through another binding.</summary>
[Trait("Category", "Native")]
public sealed class ServingGraphTests : IDisposable
{
    // The history 3, 1, 4 as the graph wants it: rows of the item table, places counted from the end, each place sees what came before.
    private const string Script = """
        const ort = require('onnxruntime-node');
        const history = [3, 1, 4];
        ort.InferenceSession.create(process.argv[1]).then(async session => {
          const length = session.inputMetadata.find(input => input.name === 'tokens').shape[1];
          const place = (Type, count, fill, of) => { const data = new Type(count).fill(fill); history.forEach((item, i) => of(data, item, i)); return data; };
          const feeds = {
            tokens: new ort.Tensor('int32', place(Int32Array, length, 0, (data, item, i) => data[i] = item + 1), [1, length]),
            positions: new ort.Tensor('int32', place(Int32Array, length, 0, (data, item, i) => data[i] = history.length - 1 - i), [length]),
            present: new ort.Tensor('float32', place(Float32Array, length, 0, (data, item, i) => data[i] = 1), [length, 1]),
            mask: new ort.Tensor('float32', place(Float32Array, length * length, -1e9, (data, item, i) => data.fill(0, i * length, i * length + i + 1)), [1, 1, length, length]),
            last: new ort.Tensor('int32', Int32Array.of(history.length - 1), [1]),
          };
          const { scores } = await session.run(feeds);
          console.log(Array.from(scores.data).join(' '));
        });
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("serving-graph-").FullName;

    [Fact]
    public async Task SavedGraph_OpenedByNode_GivesTheScoresThatWeGive()
    {
        _ = OnnxEngines.Cpu();
        var modules = Path.Combine(SourceTree.Root, "wwwroot-assets");
        Assert.SkipUnless(File.Exists(Path.Combine(modules, "node_modules", "onnxruntime-node", "bin", "napi-v6", "linux", "x64", "onnxruntime_binding.node")), "Node's binding is not installed for this system.");
        var settings = TransformerSettings.Space.Defaults.With(TransformerSettings.Epochs, 2);
        using var model = new SequentialTransformerRecommender(OnnxEngines.Engine)
            .Fit(PlantedShop.Build(customers: 60), settings, new FitContext { Seed = 3, Device = "cpu" }, TestContext.Current.CancellationToken);
        model.Save(_folder);
        var expected = new float[model.ItemCount];
        model.Score(History.FromItems(3, 1, 4), expected);

        var scores = await RunAsync(modules, Path.Combine(_folder, SequentialTransformerModel.GraphFile));

        scores.Length.ShouldBe(expected.Length);
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item].ShouldBe(expected[item], 1e-4f, $"item {item}");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<float[]> RunAsync(string modules, string graph)
    {
        var start = new ProcessStartInfo("node", ["-e", Script, graph]) { WorkingDirectory = modules, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var complaints = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0, await complaints);
        return [.. said.Split(' ', StringSplitOptions.TrimEntries).Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
    }
}
