namespace Hub.Benchmarks;

/// <summary>Collects the figures of the rounds and prints medians and ratios.</summary>
internal sealed class Report
{
    private readonly List<(string Name, string Unit, List<double> Values)> _rows = [];
    private readonly List<string> _ratios = [];

    public void Add(string name, string unit, double value)
    {
        var index = _rows.FindIndex(row => row.Name == name);
        if (index < 0)
        {
            _rows.Add((name, unit, []));
            index = _rows.Count - 1;
        }

        _rows[index].Values.Add(value);
        Console.Error.WriteLine($"  {name}: {value:n2} {unit}");
    }

    public double Median(string name)
    {
        var values = _rows.Single(row => row.Name == name).Values.Order().ToList();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }

    /// <summary>Says how two medians of this run relate, and what was aimed at.</summary>
    public void Ratio(string name, string above, string below, string goal) =>
        _ratios.Add($"| {name} | {Median(above) / Median(below):0.00} × | {goal} |");

    public void Goal(string name, string figure, string goal) => _ratios.Add($"| {name} | {Median(figure):n2} | {goal} |");

    public void Print()
    {
        Console.WriteLine("| measured | median | unit | rounds |");
        Console.WriteLine("|---|---:|---|---:|");
        foreach (var (name, unit, values) in _rows)
        {
            Console.WriteLine($"| {name} | {Median(name):n2} | {unit} | {values.Count} |");
        }

        Console.WriteLine();
        Console.WriteLine("| goal | measured | wanted |");
        Console.WriteLine("|---|---:|---|");
        _ratios.ForEach(Console.WriteLine);
    }
}
