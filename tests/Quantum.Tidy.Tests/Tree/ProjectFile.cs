using System.Xml;
using System.Xml.Linq;

namespace Quantum.Tidy.Tests.Tree;

/// <summary>An element of a project file with its line.</summary>
/// <param name="Line">1 for the first line.</param>
/// <param name="Value">What its <c>Include</c> (or <c>Update</c>) names; for a project, the project's name.</param>
/// <param name="Element">The element.</param>
public sealed record ProjectItem(int Line, string Value, XElement Element)
{
    /// <summary>An attribute or child element of the item, or <see langword="null"/>.</summary>
    public string? this[string name] => (string?)Element.Attribute(name) ?? (string?)Element.Element(name);
}

/// <summary>What a project file refers to.</summary>
public static class ProjectFile
{
    /// <summary>The project's name: its file name without <c>.csproj</c>.</summary>
    public static string ProjectName(this TreeFile project) => NameOf(project.Path);

    /// <summary>The projects that a project refers to, by name.</summary>
    public static IEnumerable<ProjectItem> ProjectReferences(this TreeFile project) =>
        Items(project, "ProjectReference").Select(item => item with { Value = NameOf(item.Value) });

    /// <summary>Elements of one name, wherever they stand.</summary>
    public static IEnumerable<ProjectItem> Items(this TreeFile project, string element) =>
        XDocument.Parse(project.Text, LoadOptions.SetLineInfo).Descendants(element).Select(found => new ProjectItem(
            ((IXmlLineInfo)found).LineNumber,
            (string?)found.Attribute("Include") ?? (string?)found.Attribute("Update") ?? "",
            found));

    private static string NameOf(string path) =>
        System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
