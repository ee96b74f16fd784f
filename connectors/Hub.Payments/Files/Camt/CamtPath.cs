namespace Hub.Payments.Files.Camt;

/// <summary>Where in a statement an element stands, by names.</summary>
internal sealed class CamtPath
{
    /// <summary>A message knows a few hundred paths; one that invents names is not remembered.</summary>
    private const int MostKnown = 1_000;

    private readonly List<(int Depth, Step At)> _open = [];
    private readonly Step _root = new("");
    private int _known;

    public int Depth => _open.Count;

    public void Enter(int depth)
    {
        _open.Clear();
        _open.Add((depth, _root));
    }

    /// <returns>The names from the element that it was entered with, parted by slashes.</returns>
    public string Enter(CamtXml xml)
    {
        Leave(xml.Depth);
        var step = Below(_open.Count > 0 ? _open[^1].At : _root, xml.Name);
        if (!xml.IsEmpty)
        {
            _open.Add((xml.Depth, step));
        }

        return step.Path;
    }

    /// <summary>Whatever stands at this depth or below is behind.</summary>
    public void Leave(int depth)
    {
        while (_open.Count > 0 && _open[^1].Depth >= depth)
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private Step Below(Step parent, string name)
    {
        // The reader has each name once, so that most are found without a look at their letters.
        foreach (var (known, step) in parent.Below)
        {
            if (ReferenceEquals(known, name) || known == name)
            {
                return step;
            }
        }

        var made = new Step(parent.Path.Length == 0 ? name : $"{parent.Path}/{name}");
        if (_known < MostKnown)
        {
            _known++;
            parent.Below.Add((name, made));
        }

        return made;
    }

    private sealed class Step(string path)
    {
        public string Path => path;

        public List<(string Name, Step At)> Below { get; } = [];
    }
}
