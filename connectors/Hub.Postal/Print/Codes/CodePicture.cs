namespace Hub.Postal.Print.Codes;

/// <summary>A code as it is to be printed: black boxes on white, in whole modules, without its quiet zone.</summary>
/// <param name="Text">What a scanner reads.</param>
/// <param name="Width">Modules across.</param>
/// <param name="Height">Modules down; 1 for bars, which may be drawn as high as there is room.</param>
/// <param name="Quiet">Modules that must stay white on the left and right (and above and below a square).</param>
public sealed record CodePicture(string Text, int Width, int Height, int Quiet, IReadOnlyList<CodeBox> Boxes)
{
    /// <summary>Millimetres. Finer bars are not read after an office printer, coarser ones are no easier to read.</summary>
    private const double Finest = 0.19;
    private const double Coarsest = 0.45;

    /// <summary>The width of one module where there is so much room for the code and its quiet zone; <see langword="null"/> when it would be too fine.</summary>
    /// <param name="room">Millimetres.</param>
    public double? ModuleWithin(double room) => room / (Width + (2 * Quiet)) is var module && module >= Finest ? Math.Min(module, Coarsest) : null;
}

/// <summary>A black box of a code, in modules from the upper left corner.</summary>
public readonly record struct CodeBox(int X, int Y, int Width, int Height);
