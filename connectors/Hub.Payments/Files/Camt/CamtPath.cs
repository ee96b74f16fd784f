namespace Hub.Payments.Files.Camt;

/// <summary>Where in a statement an element stands, by names.</summary>
internal sealed class CamtPath
{
    private readonly List<(int Depth, string Path)> _open = [];
    private readonly Dictionary<(string Parent, string Name), string> _paths = [];

    public int Depth => _open.Count;

    public void Enter(int depth)
    {
        _open.Clear();
        _open.Add((depth, ""));
    }

    /// <returns>The names from the element that it was entered with, parted by slashes.</returns>
    public string Enter(CamtXml xml)
    {
        Leave(xml.Depth);
        var path = Below(_open.Count > 0 ? _open[^1].Path : "", xml.Name);
        if (!xml.IsEmpty)
        {
            _open.Add((xml.Depth, path));
        }

        return path;
    }

    /// <summary>Whatever stands at this depth or below is behind.</summary>
    public void Leave(int depth)
    {
        while (_open.Count > 0 && _open[^1].Depth >= depth)
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    // A message knows a few hundred paths; one that invents names is not remembered.
    private string Below(string parent, string name)
    {
        if (parent.Length == 0)
        {
            return name;
        }

        if (_paths.TryGetValue((parent, name), out var path))
        {
            return path;
        }

        path = $"{parent}/{name}";
        if (_paths.Count < 1_000)
        {
            _paths[(parent, name)] = path;
        }

        return path;
    }
}
