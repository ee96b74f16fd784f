using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hub.Functions.Settings;

/// <summary>
/// Gives the tree of names its types. Unlike the framework's binder it knows every name: an unknown one, a value of another kind and a
/// missing one are all reported at once, and a configured list replaces its default instead of being appended to it.
/// </summary>
internal sealed class SettingsBinder
{
    private readonly List<SettingsFault> _faults = [];

    public IReadOnlyList<SettingsFault> Faults => _faults;

    public object Bind(Type type, SettingsNode node, string path, object? start = null, IEnumerable<string>? others = null)
    {
        var instance = start ?? Activator.CreateInstance(type)!;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, child) in node.Children)
        {
            if (!properties.TryGetValue(name, out var property))
            {
                _faults.Add(SettingsFaults.Unknown(Join(path, name), path, Nearest.Of(name, properties.Keys.Concat(others ?? []))));
                continue;
            }

            if (!child.IsEmpty && Value(property.PropertyType, child, Join(path, property.Name), property, property.GetValue(instance)) is { } value)
            {
                property.SetValue(instance, value);
            }
        }

        Validate(instance, properties.Values, path);
        return instance;
    }

    private object? Value(Type type, SettingsNode node, string path, PropertyInfo property, object? start)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (SettingsScalar.IsScalar(type))
        {
            return Scalar(type, node, path, property);
        }

        if (Generic(type, typeof(IReadOnlyDictionary<,>)) is { } dictionary)
        {
            return Dictionary(dictionary.GetGenericArguments()[1], node, path, property);
        }

        return Generic(type, typeof(IReadOnlyList<>)) is { } list
            ? List(list.GetGenericArguments()[0], node, path, property)
            : Bind(type, node, path, start);
    }

    private object? Scalar(Type type, SettingsNode node, string path, PropertyInfo property)
    {
        if (node.Value is { } text && SettingsScalar.TryRead(type, text, out var value))
        {
            return value;
        }

        _faults.Add(SettingsFaults.Unreadable(path, type, SettingsScalar.IsShowable(type, property) ? node.Value : null));
        return null;
    }

    private IDictionary Dictionary(Type element, SettingsNode node, string path, PropertyInfo property)
    {
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element), StringComparer.Ordinal)!;
        foreach (var (name, child) in node.Children)
        {
            if (Value(element, child, Join(path, name), property, null) is { } value)
            {
                result[name] = value;
            }
        }

        return result;
    }

    private IList List(Type element, SettingsNode node, string path, PropertyInfo property)
    {
        // One value may hold the whole list, since an environment variable an entry is tedious.
        var items = node.Value is { Length: > 0 } text && node.Children.Count == 0
            ? text.Split(',', StringSplitOptions.TrimEntries).Select(part => { var n = new SettingsNode(); n.Set("v", part); return ("", n.Children["v"]); }).ToList()
            : [.. node.Children.OrderBy(c => int.TryParse(c.Key, out var i) ? i : int.MaxValue).Select(c => (c.Key, c.Value))];
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var (name, child) in items)
        {
            if (Value(element, child, name.Length == 0 ? path : Join(path, name), property, null) is { } value)
            {
                list.Add(value);
            }
        }

        return list;
    }

    private void Validate(object instance, IEnumerable<PropertyInfo> properties, string path)
    {
        foreach (var property in properties)
        {
            var value = property.GetValue(instance);
            var key = Join(path, property.Name);
            if (value is null && property.IsDefined(typeof(RequiredMemberAttribute)))
            {
                _faults.Add(SettingsFaults.Missing(key));
                continue;
            }

            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (rule.GetValidationResult(value, new ValidationContext(instance) { MemberName = property.Name }) is not null)
                {
                    _faults.Add(SettingsFaults.OutOfRule(key, rule));
                    break;
                }
            }
        }

        // A party's own rules come in its own words, both languages in one sentence.
        foreach (var result in (instance as IValidatableObject)?.Validate(new ValidationContext(instance)) ?? [])
        {
            var member = result.MemberNames.FirstOrDefault();
            _faults.Add(new SettingsFault(member is null ? path : Join(path, member), (result.ErrorMessage ?? "không hợp lệ", result.ErrorMessage ?? "not valid")));
        }
    }

    private static Type? Generic(Type type, Type open) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == open ? type
        : type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";
}
