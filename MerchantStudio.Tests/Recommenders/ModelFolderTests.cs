using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Tests.Recommenders;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model-").FullName;

    [Fact]
    public void ReadArray_WhatWasWritten_ComesBack()
    {
        ModelFolder.WriteArray<float>(_folder, "a.f32", [1, 2, 3]);

        ModelFolder.ReadArray<float>(_folder, "a.f32").ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void ReadArray_FileCutShort_SaysWhatIsThere()
    {
        ModelFolder.WriteArray<int>(_folder, "a.i32", [1, 2, 3]);
        using (var file = File.OpenWrite(Path.Combine(_folder, "a.i32")))
        {
            file.SetLength(16);
        }

        Should.Throw<InvalidDataException>(() => ModelFolder.ReadArray<int>(_folder, "a.i32")).Message.ShouldContain("says 3 elements and holds 2");
    }

    [Fact]
    public void ReadArray_EmptyFile_IsCutShort()
    {
        File.Create(Path.Combine(_folder, "a.i32")).Dispose();

        Should.Throw<InvalidDataException>(() => ModelFolder.ReadArray<int>(_folder, "a.i32")).Message.ShouldContain("cut short");
    }

    [Fact]
    public void ReadHeader_OfAnotherModel_NamesBoth()
    {
        ModelFolder.WriteHeader(_folder, new ModelFolder.Header("Ease", 1, 5, new Dictionary<string, double> { ["lambda"] = 2 }));

        Should.Throw<InvalidDataException>(() => ModelFolder.ReadHeader(_folder, "ItemKnn", 1)).Message.ShouldContain("holds Ease of format 1, not ItemKnn");
        ModelFolder.ReadHeader(_folder, "Ease", 1).ToSettings()["lambda"].ShouldBe(2);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
