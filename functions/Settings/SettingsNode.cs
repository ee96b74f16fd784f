namespace Hub.Functions.Settings;

/// <summary>The settings as a tree of names, before they have types. A later value replaces an earlier one.</summary>
internal sealed class SettingsNode
{
    public Dictionary<string, SettingsNode> Children { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? Value { get; private set; }

    public bool IsEmpty => Value is null && Children.Count == 0;

    /// <summary>Takes a section out of the tree.</summary>
    public SettingsNode? Take(string name) => Children.Remove(name, out var section) ? section : null;

    public void Set(string key, string value)
    {
        var node = this;
        foreach (var step in key.Split(':'))
        {
            if (!node.Children.TryGetValue(step, out var child))
            {
                node.Children[step] = child = new SettingsNode();
            }

            node = child;
        }

        node.Value = value;
    }
}
