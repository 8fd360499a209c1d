using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Training;

/// <summary>What is written down about a failure, and the sentence that becomes of it.</summary>
public sealed class RunErrorTests
{
    [Theory]
    [MemberData(nameof(Failures))]
    public void Explain_AFailureOfTheEngine_IsASentenceOfItsOwn(Exception failure, string key, string english, string chinese)
    {
        var text = TrainingRunner.Explain(failure);

        RunErrors.Parse(text).Key.ShouldBe(key);
        TrainingSentences.Of(text, "en-US").ShouldContain(english);
        TrainingSentences.Of(text, "zh-CN").ShouldContain(chinese);
    }

    public static TheoryData<Exception, string, string, string> Failures => new()
    {
        { new NotEnoughMemoryException("SequentialTransformer", 3L << 30, 2L << 30), RunErrors.NotEnoughMemory, "3.0 GB of memory for this catalogue, and there are 2.0 GB", "3.0 GB 内存，而本机只有 2.0 GB" },
        { new CatalogueTooLargeException("Ease", 60_000, 40_000), RunErrors.CatalogueTooLarge, "at most 40,000 products, and this catalogue has 60,000", "最多容纳 40,000 种商品，而目录中有 60,000 种" },
        { new TrainingDivergedException(1200, float.NaN), RunErrors.Diverged, "at step 1,200", "第 1,200 步" },
        { new ProviderUnavailableException("cuda", "no such device"), RunErrors.DeviceUnavailable, "NVIDIA GPU through CUDA was asked for", "“NVIDIA GPU（CUDA）”" },
        { new OnnxRuntimeUnavailableException("The library is missing."), RunErrors.RuntimeMissing, "not installed", "没有安装" },
        { new TooLittleDataException("Customers 12 / 100, Items 1 / 50"), RunErrors.TooLittleData, "12 customers (at least 100 are needed), 1 products", "客户 12 位（至少需要 100 位），商品 1 种" },
        { new ModelsFailedException(RunErrors.OutOfMemory), RunErrors.OutOfMemory, "ran out of memory", "内存不足" },
        { new InsufficientMemoryException(), RunErrors.OutOfMemory, "ran out of memory", "内存不足" },
    };

    [Theory]
    [InlineData(RuntimeMessages.ArenaIsFull, RunErrors.OutOfMemory)]
    [InlineData(RuntimeMessages.ArenaIsLimited, RunErrors.OutOfMemory)]
    [InlineData(RuntimeMessages.CudaIsFull, RunErrors.OutOfMemory)]
    [InlineData(RuntimeMessages.CublasIsFull, RunErrors.OutOfMemory)]
    [InlineData(RuntimeMessages.WebGpuIsFull, RunErrors.OutOfMemory)]
    [InlineData("std::bad_alloc", RunErrors.OutOfMemory)]
    [InlineData(RuntimeMessages.CudaIsLost, RunErrors.DeviceFailed)]
    [InlineData(RuntimeMessages.WebGpuIsLost, RunErrors.DeviceFailed)]
    public void Explain_WhatTheRuntimeSays_IsToldApart(string message, string key) =>
        RunErrors.Parse(TrainingRunner.Explain(new OnnxRuntimeException(OnnxRuntimeErrorCode.RuntimeException, message))).Key.ShouldBe(key);

    [Fact]
    public void Sentence_OfAnotherVersionsText_IsStillASentence() =>
        TrainingSentences.Of("NotEnoughMemory: too much", "en-US").ShouldContain("would need about");
}
