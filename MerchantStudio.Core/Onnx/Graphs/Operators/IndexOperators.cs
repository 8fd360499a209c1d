namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>Rows of a table by their numbers: [n, …] and [k…] give [k…, …].</summary>
internal sealed class GatherOperator : OperatorRule
{
    public override string Name => "Gather";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (table, rows) = (call.Input(0), call.Index(1));
        return table.Shape.Rank > 0
            ? [new TensorSpec(table.Type, new TensorShape([.. rows.Shape.Dimensions, .. table.Shape.Dimensions[1..]]))]
            : throw call.Problem("a scalar has no rows");
    }

    /// <summary>Only the rows that were read: the whole table's gradient is put together once, from all that read it.</summary>
    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        if (!call.WantsInput(0))
        {
            return [null, null];
        }

        var (table, rows) = (call.Node.Input(0), call.Node.Input(1));
        var count = (int)rows.Shape.ElementCount;
        var values = call.Graph.Reshape(call.OutputGradient, [count, .. table.Shape.Dimensions[1..]]);
        return [new GradientPart(values, call.Graph.Reshape(rows, count)), null];
    }
}

/// <summary>One element of each row of a matrix: result[i, j] = x[i, column[i, j]].</summary>
internal sealed class GatherElementsOperator : OperatorRule
{
    public override string Name => "GatherElements";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (x, columns) = (call.Input(0), call.Index(1));
        return x.Shape.Rank == 2 && columns.Shape.Rank == 2 && x.Shape[0] == columns.Shape[0]
            ? [new TensorSpec(x.Type, columns.Shape)]
            : throw call.Problem("a matrix and column numbers for each of its rows are needed");
    }
}

/// <summary>The table with values added to some of its rows; a row that is named twice gets both.</summary>
internal sealed class ScatterNdOperator : OperatorRule
{
    public override string Name => "ScatterND";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (table, rows, values) = (call.Real(0), call.Index(1), call.Real(2));
        var expected = new TensorShape([rows.Shape[0], .. table.Shape.Dimensions[1..]]);
        return rows.Type == ElementType.Int64 && rows.Shape.Rank == 2 && rows.Shape[1] == 1 && values.Shape.Equals(expected)
            ? [TensorSpec.Like(table)]
            : throw call.Problem($"row numbers [n×1] of type Int64 and values {expected} are needed");
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var rows = call.Node.Input(1);
        return
        [
            call.For(0, () => call.OutputGradient),
            null,
            call.For(2, () => call.Graph.Gather(call.OutputGradient, call.Graph.Reshape(rows, rows.Shape[0]))),
        ];
    }
}
