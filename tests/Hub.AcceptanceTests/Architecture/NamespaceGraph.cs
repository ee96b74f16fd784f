using System.Collections.Concurrent;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Hub.Tests;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>Which namespaces of a project use which. Read from what the compiler made of it: every type in a signature, a field, an attribute's
/// constructor or the body of a method, wherever it is written. The compiler leaves no trace of constants and <c>nameof</c>, so what the sources
/// say counts too: the <c>using</c> lines (the build refuses those nobody needs), and where none is needed, in namespaces above one's own,
/// a constant or a member of an enum by its type's name.</summary>
internal sealed partial class NamespaceGraph
{
    private static readonly ConcurrentDictionary<string, NamespaceGraph> Graphs = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    private NamespaceGraph()
    {
    }

    /// <summary>The folders below these that hold a project, by path from the root.</summary>
    public static IEnumerable<string> Projects(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal);

    /// <param name="project">Path of the project file from the root. Its assembly lies beside the tests, which reference all there are.</param>
    public static NamespaceGraph Of(string project) => Graphs.GetOrAdd(project, Read);

    /// <summary>The circles, each with its namespaces in order: from each of them there is a way to every other and back.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var reach = _uses.Keys.ToDictionary(name => name, Reachable);
        return [.. _uses.Keys
            .Select(name => (IReadOnlyList<string>)[.. _uses.Keys.Where(other => reach[name].Contains(other) && reach[other].Contains(name))])
            .Where(circle => circle.Count > 1)
            .DistinctBy(circle => circle[0])];
    }

    /// <summary>Who needs whom inside a circle, with an example of each.</summary>
    public IEnumerable<string> Uses(IReadOnlyList<string> circle) =>
        from name in circle
        from use in _uses.GetValueOrDefault(name) ?? []
        where circle.Contains(use.Key)
        select $"{name} -> {use.Key}: {use.Value}";

    private static NamespaceGraph Read(string project)
    {
        var name = AssemblyName().Match(File.ReadAllText(Path.Combine(Repository.Root, project))) is { Success: true } match
            ? match.Groups[1].Value
            : Path.GetFileNameWithoutExtension(project);
        var graph = new NamespaceGraph();
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        var assembly = new AssemblyTypes(file);
        foreach (var (from, to, type, used) in assembly.Uses())
        {
            graph.Add(from, to, $"{type} uses {used}");
        }

        graph.AddSources(Path.GetDirectoryName(project)!, assembly);
        return graph;
    }

    private void Add(string from, string to, string example)
    {
        if (!_uses.TryGetValue(from, out var uses))
        {
            _uses[from] = uses = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        if (from != to)
        {
            uses.TryAdd(to, example);
        }
    }

    private HashSet<string> Reachable(string name)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([name]);
        while (open.TryPop(out var next))
        {
            foreach (var (use, _) in _uses.GetValueOrDefault(next) ?? [])
            {
                if (reached.Add(use))
                {
                    open.Push(use);
                }
            }
        }

        return reached;
    }

    private void AddSources(string folder, AssemblyTypes assembly)
    {
        foreach (var (path, lines) in Repository.Sources(folder))
        {
            var text = Ignored().Replace(string.Join('\n', lines), "");
            if (Declaration().Match(text) is not { Success: true } declared)
            {
                continue;
            }

            var from = declared.Groups[1].Value;
            foreach (Match match in Using().Matches(text))
            {
                // A static using, or one with another name, ends in a type.
                var names = match.Groups[1].Value;
                if ((assembly.Namespaces.Contains(names) ? names : NamesAbove(names).FirstOrDefault(assembly.Namespaces.Contains)) is { } to)
                {
                    Add(from, to, $"{Path.GetFileName(path)} says \"{match.Value}\"");
                }
            }

            foreach (var above in NamesAbove(from).Where(assembly.Constants.ContainsKey))
            {
                foreach (var type in assembly.Constants[above].Where(type => Regex.IsMatch(text, $@"(?<![\w.""]){type}\.[A-Z]")))
                {
                    Add(from, above, $"{Path.GetFileName(path)} uses {type}");
                }
            }
        }
    }

    private static IEnumerable<string> NamesAbove(string name)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.'))
        {
            yield return name = name[..dot];
        }
    }

    [GeneratedRegex("<AssemblyName>(.+)</AssemblyName>")]
    private static partial Regex AssemblyName();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Ignored();
}
